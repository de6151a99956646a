extension Template {
    static let importingText = """
        <form class="deed" method="post" action="/imports" enctype="multipart/form-data">
        <input type="hidden" name="formKey" value="{{formKey}}">
        {{#refusal}}<div class="notice bad" role="alert"><p>{{refusal}}</p></div>{{/refusal}}
        <div class="grid">
        <div class="field"><label for="import-file">The file</label>
        <input id="import-file" name="file" type="file" required \
        aria-describedby="import-file-help">
        <p class="help" id="import-file-help">CSV or X12, at most {{most}} MiB. It is held for \
        this session alone, until it is taken in or a quarter of an hour has passed.</p></div>
        {{#fields}}<div class="field"><label for="{{id}}">{{label}}{{#isOptional}} \
        <span class="opt">optional</span>{{/isOptional}}</label>
        {{#isChoice}}<select id="{{id}}" name="{{name}}"{{#isRequired}} required{{/isRequired}}>
        {{#choices}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}\
        </option>{{/choices}}</select>{{/isChoice}}\
        {{#isText}}<input id="{{id}}" name="{{name}}" type="{{type}}" value="{{value}}" \
        maxlength="1000" autocomplete="off"{{#help}} aria-describedby="{{id}}-help"{{/help}}>\
        {{/isText}}
        {{#help}}<p class="help" id="{{id}}-help">{{help}}</p>{{/help}}
        </div>
        {{/fields}}</div>
        <div class="buttons"><button class="second">See what would happen</button></div>
        </form>
        """

    static let takingText = """
        <form class="taking" method="post" action="/imports/take">
        <input type="hidden" name="formKey" value="{{formKey}}">
        <input type="hidden" name="digest" value="{{digest}}">
        <p>{{name}}, {{size}} bytes, SHA-256 <code>{{brief}}</code></p>
        <div class="buttons"><button class="first">Take it in</button></div>
        </form>
        """

    static let paperText = """
        <p class="actions"><button type="button" class="first" data-print>Print</button>\
        <noscript> Print with the browser's own menu.</noscript></p>
        {{#keep}}<form class="lone" method="post" action="{{keep}}">
        <input type="hidden" name="formKey" value="{{formKey}}">
        <button class="second" name="act" value="give">Keep it as given to the patient</button>
        </form>{{/keep}}
        <pre class="paper" tabindex="0" aria-label="{{title}}">{{text}}</pre>
        """

    static let printingText = """
        <form class="lone" method="post" action="{{action}}">
        {{#fields}}<input type="hidden" name="{{name}}" value="{{value}}">{{/fields}}
        <button class="second">{{button}}</button></form>
        """
}
