extension Template {
    static let formText = """
        <form class="deed" method="post" action="{{action}}">
        <input type="hidden" name="formKey" value="{{formKey}}">
        <input type="hidden" name="back" value="{{back}}">
        {{#refusal}}<div class="notice bad" role="alert">\
        {{#lines}}<p>{{.}}</p>{{/lines}}</div>{{/refusal}}
        <div class="grid">{{#fields}}<div class="field">
        <label for="{{id}}">{{label}}{{#isOptional}} <span class="opt">optional</span>\
        {{/isOptional}}</label>
        {{#isChoice}}<select id="{{id}}" name="{{name}}"{{#isRequired}} required{{/isRequired}}>
        {{#choices}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}\
        </option>{{/choices}}</select>{{/isChoice}}\
        {{#isText}}<input id="{{id}}" name="{{name}}" type="{{type}}" value="{{value}}" \
        maxlength="1000" autocomplete="off"{{#help}} aria-describedby="{{id}}-help"{{/help}}\
        {{#isRequired}} required{{/isRequired}}>{{/isText}}
        {{#help}}<p class="help" id="{{id}}-help">{{help}}</p>{{/help}}
        </div>
        {{/fields}}</div>
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
        <div class="buttons">
        {{#preview}}<button name="act" value="preview" class="second">{{preview}}</button>\
        {{/preview}}
        {{#button}}<button name="act" value="do" class="first">{{button}}</button>{{/button}}
        </div>
        </form>
        """

    static let filtersText = """
        <form class="filters" method="{{method}}" action="{{action}}" role="search">
        {{#formKey}}<input type="hidden" name="formKey" value="{{formKey}}">{{/formKey}}
        {{#fields}}<div class="field"><label for="{{id}}">{{label}}</label>
        {{#isChoice}}<select id="{{id}}" name="{{name}}">
        {{#choices}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}\
        </option>{{/choices}}</select>{{/isChoice}}\
        {{#isText}}<input id="{{id}}" name="{{name}}" type="{{type}}" value="{{value}}" \
        maxlength="200" autocomplete="off">{{/isText}}</div>
        {{/fields}}<button class="second">{{button}}</button>
        {{#links}}<a class="step" href="{{href}}">{{name}}</a>{{/links}}
        </form>
        """

    static let queueText = """
        <ol class="queue">
        {{#items}}<li class="{{severity}}"><a href="{{href}}">
        <span class="sev">{{severity}}</span>
        <span class="name">{{name}}</span>
        <span class="unit">{{unit}}</span>
        <span class="about">{{facts}}</span>
        <span class="age"><time datetime="{{since}}">{{age}}</time></span></a></li>
        {{/items}}</ol>
        """

    static let settlingText = """
        <form method="post" action="/conflicts/{{id}}" class="settling">
        <input type="hidden" name="formKey" value="{{formKey}}">
        <input type="hidden" name="seen" value="{{seen}}">
        {{#refusal}}<div class="notice bad" role="alert">\
        {{#lines}}<p>{{.}}</p>{{/lines}}</div>{{/refusal}}
        <div class="scroll" role="region" tabindex="0" aria-label="Candidates side by side">
        <table class="candidates">
        <caption class="unseen">What was written, side by side</caption>
        <thead><tr><th scope="col"><span class="unseen">Field</span></th>
        {{#candidates}}<th scope="col" class="candidate{{#isAdvised}} advised{{/isAdvised}}">\
        {{#canTake}}<label class="take"><input type="radio" name="take" value="{{number}}"\
        {{#isChosen}} checked{{/isChosen}}> <kbd>{{number}}</kbd> Take this</label>{{/canTake}}\
        {{^canTake}}<span class="take"><kbd>{{number}}</kbd></span>{{/canTake}}\
        {{#isAdvised}}<span class="badge">recommended</span>{{/isAdvised}}</th>
        {{/candidates}}</tr></thead>
        <tbody>
        {{#fields}}<tr class="{{#differs}}differs{{/differs}}"><th scope="row">{{label}}</th>
        {{#cells}}<td>{{#canMerge}}<label class="pick"><input type="radio" name="merge.{{field}}" \
        value="{{number}}"><span>{{text}}{{#isBlank}}<em>blank</em>{{/isBlank}}</span></label>\
        {{/canMerge}}{{^canMerge}}{{text}}{{#isBlank}}<em>blank</em>{{/isBlank}}{{/canMerge}}</td>\
        {{/cells}}</tr>
        {{/fields}}
        </tbody>
        <tbody class="origins">
        {{#origins}}<tr><th scope="row">{{label}}</th>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>
        {{/origins}}
        </tbody></table></div>
        {{#values}}<details{{#isOpen}} open{{/isOpen}}><summary>Write another value</summary>
        <div class="grid">{{#fields}}<div class="field"><label for="v-{{name}}">{{label}}</label>
        <input id="v-{{name}}" name="value.{{name}}" value="{{value}}" autocomplete="off"></div>
        {{/fields}}</div></details>{{/values}}
        {{#canTell}}<label class="check"><input type="radio" name="take" value="distinct"> \
        They are not the same: keep them apart</label>{{/canTell}}
        {{#canSettle}}<div class="verdict"><div class="field"><label for="why">Why?</label>
        <input id="why" name="reason" required maxlength="1000" value="{{reason}}" \
        autocomplete="off" aria-describedby="why-help">
        <p class="help" id="why-help">Stays with the decision, for whoever asks later.</p></div>
        <div class="buttons"><button class="first" name="then" value="next">Settle, and open the \
        next</button><button class="second" name="then" value="queue">Settle</button><button \
        class="second" type="reset">Choose again</button></div>
        </div>{{/canSettle}}
        </form>
        """
}
