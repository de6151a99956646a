import Errands

/// What goes onto paper, as the commands print it: letters, notices, estimates and summaries.
enum PrintPage {
    static func page(_ visit: PageRequest) async -> Page {
        let id = visit.part(2)
        switch visit.part(1) {
        case "notice":
            return await paper(
                visit, "Letter to the payor", .doctors, trail: Links.record("payor_notice", id),
                Errand("notice", "print").of(id))
        case "summary":
            let isGiven = visit.request.method == .post && visit.form["act"] == "give"
            return await paper(
                visit, "Coverage summary", .patients, trail: "/patients/" + WebForm.encoded(id),
                Errand("summary", "print").with(flag: "give", if: isGiven).of(id),
                keep: isGiven ? nil : "/print/summary/" + WebForm.encoded(id))
        case "estimate" where visit.request.method == .post:
            return await estimate(visit)
        default: return .missing(.today, "There is nothing to print here.")
        }
    }

    /// The estimate whose form was posted: what it is asked of stands in no address.
    private static func estimate(_ visit: PageRequest) async -> Page {
        guard let form = DeedForm.all["estimate"] else {
            return .missing(.patients, "There is no such form.")
        }
        switch form.printed(visit.form) {
        case .success(let errand):
            let patient = visit.form["patient"] ?? ""
            return await paper(
                visit, "Estimate", .patients, trail: "/patients/" + WebForm.encoded(patient),
                errand)
        case .failure(let missing):
            return Page(
                "Estimate", .patients, status: 400,
                [Blocks.notice(.bad, nil, ["\(missing.label) is missing."])])
        }
    }

    /// - Parameter keep: where a form goes that keeps what is printed.
    private static func paper(
        _ visit: PageRequest, _ title: String, _ place: Page.Place, trail: String, _ errand: Errand,
        keep: String? = nil
    ) async -> Page {
        let reply = await visit.run(errand)
        guard reply.isDone else {
            return Page(title, place, tab: "Print", status: 404, [Blocks.reply(reply)])
        }
        var values: [String: Any] = [
            "title": title, "text": reply.lines.joined(separator: "\n"),
            "formKey": visit.session.formKey,
        ]
        if let keep { values["keep"] = keep }
        return Page(
            title, place, tab: "Print", trail: ("Back", trail),
            [Template.paper.filled(values), Blocks.notice(.quiet, nil, reply.said)])
    }
}
