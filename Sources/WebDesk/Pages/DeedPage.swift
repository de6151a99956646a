import Errands
import Tables

/// A form with the dry run beside it.
enum DeedPage {
    /// The empty form, with what the link that led here knows: ids, codes and NPIs.
    static func empty(_ visit: PageRequest) async -> Page {
        guard let form = DeedForm.all[visit.part(1)] else {
            return .missing(.today, "There is no such form.")
        }
        return await page(form, visit, given: form.known(visit.query), beside: nil)
    }

    static func filled(_ visit: PageRequest) async -> FormOutcome {
        guard let form = DeedForm.all[visit.part(1)] else {
            return .page(.missing(.today, "There is no such form."))
        }
        let isRehearsal = form.canRehearse && visit.form["act"] != "do"
        let errand: Errand
        switch form.errand(visit.form, isRehearsal: isRehearsal) {
        case .success(let found): errand = found
        case .failure(let missing):
            return .page(
                await page(
                    form, visit, given: visit.form, beside: nil,
                    refusal: "\(missing.label) is missing."))
        }
        let reply = await visit.run(errand)
        if let refusal = reply.refusal {
            return .page(
                await page(form, visit, given: visit.form, beside: nil, refusal: refusal))
        }
        if isRehearsal || form.isQuestion {
            return .page(await page(form, visit, given: visit.form, beside: reply))
        }
        return .done(
            SavedWord(title: form.title + ": done", reply: reply), next: back(visit.form))
    }

    private static func page(
        _ form: DeedForm, _ visit: PageRequest, given: WebForm, beside: ErrandReply?,
        refusal: String? = nil
    ) async -> Page {
        let view = DeedView(
            form: form, given: given, session: visit.session,
            back: back(given, or: start(form, given)), refusal: refusal)
        let title = form.isQuestion ? "Answer" : "What would happen"
        let right =
            beside.map { reply in
                Blocks.section(
                    title,
                    [Blocks.reply(reply, title: title)]
                        + (form.name == "estimate" ? [printing(form, visit)] : []))
            } ?? Blocks.section(title, [Blocks.notice(.plain, nil, [waits(form)])])
        return Page(
            form.title, place(form), tab: "Form", lead: form.lead.isEmpty ? nil : form.lead,
            [Blocks.columns([await view.markup(visit.clerk)], [right])])
    }

    /// The same question on paper: what was typed goes along, and stands in no address.
    private static func printing(_ form: DeedForm, _ visit: PageRequest) -> Markup {
        let fields =
            [(WebSession.field, visit.session.formKey)]
            + form.asks.compactMap { ask in visit.form[ask.name].map { (ask.name, $0) } }
        return Template.printing.filled([
            "action": "/print/estimate", "button": "For the patient, on paper",
            "fields": fields.map { ["name": $0.0, "value": $0.1] },
        ])
    }

    private static func waits(_ form: DeedForm) -> String {
        if form.isQuestion { return "The answer stands here. Nothing is written." }
        return form.canRehearse
            ? "Look first: nothing is written until you say so."
            : "Nothing is written until you say so."
    }

    /// The page to go on with: one of this desk, never one that somebody wrote into a form.
    private static func back(_ form: WebForm, or other: String = "/") -> String {
        guard let path = form["back"], path.hasPrefix("/"), !path.hasPrefix("//"),
            path.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.".contains($0)) })
        else { return other }
        return path
    }

    private static func start(_ form: DeedForm, _ given: WebForm) -> String {
        if let npi = given["npi"], Links.isNPI(npi) { return "/doctors/" + npi }
        if let code = given["schedule"], Links.isCode(code) { return "/fees/" + code }
        if let code = given["code"], Links.isCode(code) { return "/contracts/" + code }
        if let id = given["patient"], Links.isID(id) { return "/patients/" + id }
        let id = given["id"] ?? ""
        guard Links.isID(id) else { return form.name == "verify" ? "/coverages" : "/" }
        return switch form.name {
        case "case-step": Links.record("enrollment", id)
        case "notice-step": Links.record("payor_notice", id)
        case "close-move": "/moves/" + id
        default: "/"
        }
    }

    private static func place(_ form: DeedForm) -> Page.Place {
        switch form.verbs.first {
        case "doctor", "case", "notice": .doctors
        case "fees": .fees
        case "contract": .contracts
        case "coverage", "estimate": .patients
        case "proposals", "custody", "quarantine": .waiting
        default: .today
        }
    }
}
