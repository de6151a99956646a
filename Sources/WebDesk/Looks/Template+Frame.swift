extension Template {
    static let layoutText = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>{{tab}} · Bridgework</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="stylesheet" href="/desk.css">
        <link rel="icon" type="image/svg+xml" href="/desk.svg">
        <script src="/desk.js" defer></script>
        </head>
        <body data-pulse="{{pulse}}">
        <a class="skip" href="#main">Skip to the page</a>
        <header class="top">
        <a class="brand" href="/"><img src="/desk.svg" alt="" width="22" height="22">Bridgework</a>
        <nav aria-label="Pages"><ul>
        {{#pages}}<li><a href="{{href}}"{{#isHere}} aria-current="page"{{/isHere}}>{{name}}\
        {{#count}}<span class="count">{{count}}<span class="unseen"> wait</span></span>{{/count}}\
        </a></li>
        {{/pages}}</ul></nav>
        <form class="who" method="post" action="/leave">
        <input type="hidden" name="formKey" value="{{formKey}}">
        <span>{{who}}</span>{{#isProven}}<button class="quiet" formaction="/lock">Lock</button>\
        <button class="quiet">Log out</button>{{/isProven}}\
        {{^isProven}}<button class="quiet">Lock</button>{{/isProven}}
        </form>
        </header>
        <div class="changed" id="changed" role="status" hidden>Something has changed since this \
        page was made. <a href="">Show it as it is now</a></div>
        <main id="main" tabindex="-1">
        {{{word}}}
        <div class="heading">
        {{#trail}}<p class="trail"><a href="{{href}}">{{name}}</a></p>{{/trail}}
        <h1>{{title}}</h1>
        {{#lead}}<p class="lead">{{lead}}</p>{{/lead}}
        </div>
        {{{body}}}
        </main>
        <footer class="foot">Made {{made}} UTC from this store alone.{{^isProven}} Nothing \
        leaves this machine but by sync.{{/isProven}}</footer>
        </body>
        </html>
        """

    static let lockedText = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Locked · Bridgework</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="stylesheet" href="/desk.css">
        <link rel="icon" type="image/svg+xml" href="/desk.svg">
        </head>
        <body>
        <main class="locked" id="main">
        <img src="/desk.svg" alt="" width="48" height="48">
        <h1>{{title}}</h1>
        <p>{{words}}</p>
        <p class="lead">A link opens it once, and stands where <code>bridgework desk</code> was \
        typed. If none waits there, type this desk's address into the browser, and one will.</p>
        </main>
        </body>
        </html>
        """

    static let noticeText = """
        <div class="notice {{tone}}" role="{{role}}">
        {{#title}}<p class="notice-title">{{title}}</p>{{/title}}
        {{#lines}}<p>{{.}}</p>
        {{/lines}}{{{inside}}}
        {{#undo}}<form class="inline" method="post" action="/conflicts/undo">
        <input type="hidden" name="formKey" value="{{formKey}}">
        <input type="hidden" name="id" value="{{undo}}">
        <label for="undo-{{undo}}">Why take it back?</label>
        <input id="undo-{{undo}}" name="reason" required maxlength="1000" autocomplete="off">
        <button>Undo</button></form>{{/undo}}
        </div>
        """

    static let sectionText = """
        <section class="block"{{#id}} id="{{id}}"{{/id}}>
        {{#title}}<h2>{{title}}{{#count}} <span class="count">{{count}}</span>{{/count}}</h2>\
        {{/title}}
        {{#lead}}<p class="lead">{{lead}}</p>{{/lead}}
        {{{body}}}
        {{#links}}<a class="more" href="{{href}}">{{name}}</a> {{/links}}
        </section>
        """

    static let actionsText = """
        <p class="actions">{{#links}}<a class="more" href="{{href}}">{{name}}</a>{{/links}}</p>
        """

    static let columnsText = """
        <div class="columns"><div>{{{left}}}</div><div>{{{right}}}</div></div>
        """

    static let tilesText = """
        <ul class="tiles">
        {{#tiles}}<li class="tile {{tone}}"><a href="{{href}}"><strong>{{figure}}</strong>\
        <span>{{name}}</span></a></li>
        {{/tiles}}</ul>
        """
}
