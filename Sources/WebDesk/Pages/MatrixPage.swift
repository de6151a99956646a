import Errands
import Merge
import Tables

/// Who is in which contract where, as a heat map with a day to look from.
enum MatrixPage {
    static func page(_ visit: PageRequest) async -> Page {
        let query = visit.query
        let reply = await visit.run(
            Errand("report", "matrix").with("as-of", query["day"]).with("office", query["office"])
                .with("contract", query["contract"]))
        let offices = [.init("", "all")] + (await Picks.choices(.office, visit.clerk))
        let contracts = [.init("", "all")] + (await Picks.choices(.contract, visit.clerk))
        let filters = Filters.markup(
            "/matrix",
            [
                FieldView("day", "As of", .day, value: visit.day),
                FieldView("office", "Office", .choice(offices), value: query["office"]),
                FieldView("contract", "Contract", .choice(contracts), value: query["contract"]),
            ], links: steps(visit))
        var body = [filters]
        if let refusal = reply.refusal {
            body.append(Blocks.notice(.bad, nil, Blocks.lines(refusal)))
        } else if let part = reply.tables.first {
            body.append(
                part.table.rows.isEmpty
                    ? Blocks.notice(.plain, "Nobody works there on that day.")
                    : HeatMap(part).markup)
        }
        return Page(
            "Matrix", .matrix,
            lead: "Doctors at offices by contract. Point at a seat for its state and day; a doctor "
                + "or a contract opens its page.", body)
    }

    /// A month before and after the chosen day, which a click can take without a script.
    private static func steps(_ visit: PageRequest) -> [(name: String, href: String)] {
        let query = visit.query
        guard let day = visit.day.flatMap({ Day($0) }) else { return [] }
        let kept = ["office", "contract"].compactMap { name in
            query[name].map { "&\(name)=\(WebForm.encoded($0))" }
        }.joined()
        return [
            ("30 days earlier", "/matrix?day=\(day.advanced(by: -30))" + kept),
            ("30 days later", "/matrix?day=\(day.advanced(by: 30))" + kept),
        ]
    }
}
