extension Template {
    static let signInText = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Sign in · Bridgework</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="stylesheet" href="/desk.css">
        <link rel="icon" type="image/svg+xml" href="/desk.svg">
        </head>
        <body>
        <main class="locked" id="main">
        <img src="/desk.svg" alt="" width="48" height="48">
        <h1>{{title}}</h1>
        <p>{{place}}{{#isLocked}}, in the name of {{login}}{{/isLocked}}</p>
        {{#refusal}}<div class="notice bad" role="alert"><p>{{refusal}}</p></div>{{/refusal}}
        <form class="signin" method="post" \
        action="{{#isLocked}}/unlock{{/isLocked}}{{^isLocked}}/sign-in{{/isLocked}}">
        <input type="hidden" name="to" value="{{to}}">
        {{#formKey}}<input type="hidden" name="formKey" value="{{formKey}}">{{/formKey}}
        {{#asksLogin}}<div class="field"><label for="login">Login</label>
        <input id="login" name="login" required maxlength="64" autocomplete="username" \
        autocapitalize="none" spellcheck="false" autofocus></div>{{/asksLogin}}
        <div class="field"><label for="passphrase">Passphrase</label>
        <input id="passphrase" name="passphrase" type="password" required maxlength="1000" \
        autocomplete="current-password"{{#isLocked}} autofocus{{/isLocked}}></div>
        <div class="buttons"><button class="first">{{#isLocked}}Unlock{{/isLocked}}\
        {{^isLocked}}Sign in{{/isLocked}}</button>{{#isLocked}}<button class="second" \
        formaction="/leave" formnovalidate>Log out</button>{{/isLocked}}</div>
        </form>
        <p class="lead">The passphrase unlocks your key on the desk's own machine. Who has none \
        there asks the hub's operator for an invitation.</p>
        </main>
        </body>
        </html>
        """
}
