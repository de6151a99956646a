import Errands

/// A deed's form with what was typed, its refusal beside it, and what would happen.
struct DeedView {
    let form: DeedForm
    /// What was typed, or what the link that led here knows.
    let given: WebForm
    let session: WebSession
    /// Where it goes on from here.
    let back: String
    var refusal: String?

    func markup(_ clerk: Clerk) async -> Markup {
        var fields: [[String: Any]] = []
        var hidden: [[String: String]] = []
        for ask in form.asks {
            let value = given[ask.name]
            if case .fixed = ask.kind { continue }
            if case .hidden = ask.kind {
                hidden.append(["name": ask.name, "value": value ?? ""])
                continue
            }
            let field = FieldView(
                ask.name, ask.label, await kind(of: ask, clerk), value: value, help: ask.help,
                isRequired: ask.isRequired)
            fields.append(field.values(in: form.name))
        }
        var values: [String: Any] = [
            "action": "/do/" + form.name, "formKey": session.formKey, "back": back,
            "fields": fields, "hidden": hidden, "button": form.button,
        ]
        if form.canRehearse { values["preview"] = "See what would happen" }
        if let refusal { values["refusal"] = ["lines": Blocks.lines(refusal)] }
        return Template.form.filled(values)
    }

    private func kind(of ask: DeedForm.Ask, _ clerk: Clerk) async -> FieldView.Kind {
        switch ask.kind {
        case .text, .digest, .hidden, .fixed: .text
        case .day: .day
        case .number: .number
        case .choice(let choices):
            .choice(ask.isRequired ? choices : [.init("", "")] + choices)
        case .pick(let source):
            .choice([.init("", "")] + (await Picks.choices(source, clerk)))
        }
    }
}
