import Errands
import Tables

/// Contracts by their next deadline, and one with its offices, talks and cases.
enum ContractsPage {
    static func list(_ visit: PageRequest) async -> Page {
        let reply = await visit.run(
            Errand("report", "contracts").with("as-of", visit.query["day"]))
        var body = [
            Filters.markup(
                "/contracts", [FieldView("day", "As of", .day, value: visit.day)],
                links: [("Go on with talks", "/do/negotiate")])
        ]
        if let table = reply.tables.first?.table, let plot = calendar(table) { body.append(plot) }
        body.append(Blocks.reply(reply, title: "Renewals"))
        return Page(
            "Contracts", .contracts,
            lead: "What renews when, the last day to give notice, and how the talks stand.", body)
    }

    /// Renewals by month, those whose day of notice has passed marked.
    static func calendar(_ table: Table) -> Markup? {
        guard let renews = table.columns.firstIndex(where: { $0.name == "renewsOn" }),
            let missed = table.columns.firstIndex(where: { $0.name == "missed" })
        else { return nil }
        var months: [String: (count: Int64, isMissed: Bool)] = [:]
        for row in table.rows where !row[renews].isBlank {
            let month = String(row[renews].plain.prefix(7))
            let old = months[month, default: (0, false)]
            let isMissed = row[missed].brief == "yes"
            months[month] = (old.count + 1, old.isMissed || isMissed)
        }
        let bars = months.sorted { $0.key < $1.key }.map { month, found in
            Plot.Bar(
                name: month + (found.isMissed ? ", notice missed" : ""), amount: found.count,
                figure: String(found.count), tone: found.isMissed ? "bad" : "plain")
        }
        return Plot("Renewals by month", bars).markup
    }

    static func contract(_ visit: PageRequest) async -> Page {
        let code = visit.part(1)
        let trail = ("Contracts", "/contracts")
        let shown = await visit.run(Errand("contract", "show").of(code))
        guard shown.isDone, let facts = shown.tables.first?.table else {
            return Page("Contract", .contracts, trail: trail, status: 404, [Blocks.reply(shown)])
        }
        let talks = await visit.run(Errand("contract", "negotiate").of(code))
        let cases = await visit.run(Errand("case", "list").with("contract", code))
        let known = Links.isCode(code) ? [("code", code)] : []
        return Page(
            "Contract \(code)", .contracts, tab: "Contract", trail: trail,
            [
                Blocks.columns(
                    [Blocks.section("On record", [FactsView(facts).markup])],
                    [
                        Blocks.section(
                            "Talks on its fees",
                            links: [
                                ("Go on with the talks", Links.deed("negotiate", known)),
                                ("End the contract", Links.deed("terminate", known)),
                            ],
                            [Blocks.told(talks, title: "Talks")])
                    ]),
                Blocks.section(
                    "Cases", count: cases.tables.first?.table.count,
                    links: [("In the matrix", "/matrix?contract=" + WebForm.encoded(code))],
                    [Blocks.reply(cases, title: "Cases", link: DoctorsPage.runLink)]),
            ])
    }
}
