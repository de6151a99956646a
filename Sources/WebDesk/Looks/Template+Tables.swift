extension Template {
    static let tableText = """
        {{^isEmpty}}<div class="scroll" role="region" tabindex="0" aria-label="{{title}}">
        <table>
        <caption class="unseen">{{title}}</caption>
        <thead><tr>{{#columns}}<th scope="col" class="{{kind}}">{{name}}</th>{{/columns}}\
        </tr></thead>
        <tbody>
        {{#rows}}<tr>{{#cells}}{{#isHead}}<th scope="row" class="{{kind}}"{{/isHead}}\
        {{^isHead}}<td class="{{kind}}"{{/isHead}}{{#whole}} title="{{whole}}"{{/whole}}>\
        {{#href}}<a href="{{href}}">{{/href}}{{text}}{{#href}}</a>{{/href}}\
        {{#isHead}}</th>{{/isHead}}{{^isHead}}</td>{{/isHead}}{{/cells}}</tr>
        {{/rows}}</tbody>
        </table></div>{{/isEmpty}}
        {{#isEmpty}}<p class="nothing">{{nothing}}</p>{{/isEmpty}}
        {{#more}}<p class="small">{{more}} more rows are not shown: narrow it down.</p>{{/more}}
        {{#footer}}<p class="small">{{footer}}</p>{{/footer}}
        """

    static let factsText = """
        <dl class="facts">
        {{#facts}}<div><dt>{{name}}</dt><dd class="{{kind}}">\
        {{#href}}<a href="{{href}}">{{/href}}{{text}}{{#href}}</a>{{/href}}</dd></div>
        {{/facts}}</dl>
        """

    static let todayText = """
        {{#groups}}<section class="block">
        <h2>{{title}} <span class="count">{{count}}</span></h2>
        <ol class="work">
        {{#items}}<li class="{{urgency}}"><span class="kind">{{kind}}</span>\
        <a class="about" href="{{href}}">{{about}}</a>\
        <span class="due">{{#due}}<time datetime="{{due}}">{{due}}</time>{{/due}}</span>\
        <code class="advice">{{advice}}</code></li>
        {{/items}}</ol></section>
        {{/groups}}
        """

    static let heatMapText = """
        <div class="scroll tall" role="region" tabindex="0" aria-label="{{title}}">
        <table class="heat">
        <caption class="unseen">{{title}}</caption>
        <thead><tr><th scope="col">Doctor</th><th scope="col">Office</th>\
        <th scope="col">Lapsed</th>{{#contracts}}<th scope="col" class="slant">\
        <a href="{{href}}">{{name}}</a></th>{{/contracts}}</tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row"><a href="{{href}}">{{doctor}}</a></th><td>{{office}}</td>\
        <td class="lapsed">{{lapsed}}</td>{{#cells}}<td class="seat {{tone}}" title="{{whole}}">\
        <span aria-hidden="true">{{sign}}</span><span class="unseen">{{text}}</span></td>\
        {{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        <ul class="legend">{{#legend}}<li><span class="seat {{tone}}" aria-hidden="true">{{sign}}\
        </span> {{name}} <span class="count">{{count}}</span></li>{{/legend}}</ul>
        {{#footer}}<p class="small">{{footer}}</p>{{/footer}}
        """

    static let plotText = """
        <figure class="plot">
        <svg viewBox="0 0 {{width}} {{height}}" role="img" aria-label="{{title}}">
        {{#bars}}<text class="name" x="0" y="{{textY}}">{{name}}</text>\
        <rect class="bar {{tone}}" x="{{left}}" y="{{y}}" width="{{length}}" height="14" rx="2"/>\
        <text class="figure" x="{{end}}" y="{{textY}}">{{figure}}</text>
        {{/bars}}</svg>
        <figcaption>{{title}}</figcaption></figure>
        """

    static let timelineText = """
        <figure class="plot">
        <svg viewBox="0 0 {{width}} {{height}}" role="img" aria-label="{{title}}">
        <text class="name" x="{{left}}" y="12">{{first}}</text>\
        <text class="name" x="{{right}}" y="12" text-anchor="end">{{last}}</text>
        {{#bars}}<g><title>{{whole}}</title><text class="name" x="0" y="{{textY}}">{{name}}\
        </text><rect class="bar bad" x="{{left}}" y="{{y}}" width="{{length}}" height="13" rx="2"/>\
        </g>
        {{/bars}}</svg>
        <figcaption>{{title}}</figcaption></figure>
        """
}
