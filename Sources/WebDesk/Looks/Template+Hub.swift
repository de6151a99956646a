extension Template {
    static let replicasText = """
        <div class="scroll" role="region" tabindex="0" aria-label="Replicas">
        <table class="replicas">
        <caption class="unseen">Replicas, the most troubled first</caption>
        <thead><tr><th scope="col">Machine</th><th scope="col">Office</th>\
        <th scope="col">Last seen</th><th scope="col">Proven equal</th>\
        <th scope="col" class="figure">Behind</th><th scope="col">Two weeks</th>\
        <th scope="col" class="figure">Certificate</th><th scope="col">Troubles</th></tr></thead>
        <tbody>
        {{#rows}}<tr class="{{tone}}"><th scope="row"><a href="{{href}}">{{name}}</a></th>\
        <td>{{office}}</td><td class="day">{{seen}}</td><td class="day">{{proven}}</td>\
        <td class="figure">{{lag}}</td><td class="trail">{{{trail}}}</td>\
        <td class="figure">{{days}} days</td>\
        <td class="prose">{{#troubles}}<p><span class="sign" aria-hidden="true">!</span> \
        {{.}}</p>{{/troubles}}{{^troubles}}<span class="well">none</span>{{/troubles}}</td></tr>
        {{/rows}}</tbody></table></div>
        """

    static let columnPlotText = """
        {{#isSmall}}<svg class="spark" viewBox="0 0 {{width}} {{height}}" width="{{width}}" \
        height="{{height}}" role="img" aria-label="{{title}}">{{/isSmall}}\
        {{^isSmall}}<figure class="plot"><svg viewBox="0 0 {{width}} {{height}}" role="img" \
        aria-label="{{title}}"><text class="name" x="0" y="{{topY}}">{{most}}</text>\
        <text class="name" x="0" y="{{floorY}}">0</text>{{/isSmall}}\
        <rect class="floor" x="{{left}}" y="{{floorY}}" width="{{length}}" height="1"/>\
        {{#bars}}<rect class="bar {{tone}}" x="{{x}}" y="{{y}}" width="{{width}}" \
        height="{{height}}"><title>{{whole}}</title></rect>{{/bars}}\
        {{^isSmall}}<text class="name" x="{{left}}" y="{{textY}}">{{first}}</text>\
        <text class="name" x="{{right}}" y="{{textY}}" text-anchor="end">{{last}}</text>\
        {{/isSmall}}\
        </svg>{{^isSmall}}<figcaption>{{title}}</figcaption></figure>{{/isSmall}}
        """
}
