import Errands
import Tables

/// The doctors, and all that is known of one.
enum DoctorsPage {
    static func list(_ visit: PageRequest) async -> Page {
        let words = visit.form["words"]
        let found = words.map { words in
            Errand("doctor", "find").of(words.split(separator: " ").map(String.init))
        }
        let reply = await visit.run(found ?? Errand("list").with("limit", 300).of("practitioner"))
        let runs = await visit.run(Errand("doctor", "runs", "list"))
        return Page(
            "Doctors", .doctors,
            [
                Filters.markup(
                    "/doctors", [FieldView("words", "Name or NPI", .search, value: words)],
                    button: "Find", formKey: visit.session.formKey,
                    links: [
                        ("Onboard a doctor", "/do/onboard"), ("Move a doctor", "/do/move"),
                        ("Let a doctor leave", "/do/leave"),
                    ]),
                Blocks.section(
                    "Onboardings and moves under way",
                    [Blocks.reply(runs, nothing: "None.", link: runLink)]),
                Blocks.section(
                    words == nil ? "All" : "Found", [Blocks.reply(reply, nothing: "Nobody.")]),
            ])
    }

    static func doctor(_ visit: PageRequest) async -> Page {
        let name = visit.part(1)
        let trail = ("Doctors", "/doctors")
        let shown = await visit.run(Errand("show").of("practitioner", name))
        guard shown.isDone, let facts = shown.tables.first?.table else {
            return Page("Doctor", .doctors, trail: trail, status: 404, [Blocks.reply(shown)])
        }
        func fact(_ field: String) -> String {
            facts.rows.first { $0[0].plain == field }?[1].plain ?? ""
        }
        let npi = fact("npi")
        let person = [fact("given"), fact("family"), fact("degree")].filter { !$0.isEmpty }
        let known = [("npi", npi)]
        return Page(
            person.joined(separator: " "), .doctors, tab: "Doctor", lead: "NPI \(npi)",
            trail: trail,
            [
                deeds(known),
                Blocks.columns(
                    [
                        await listed(
                            "Credentials", visit,
                            Errand("list").with("where", "practitioner=" + npi).of("credential"),
                            nothing: "None is on file."),
                        await listed(
                            "What runs out", visit,
                            Errand("report", "expirables").with("doctor", npi)),
                        await listed(
                            "Onboardings and moves", visit,
                            Errand("doctor", "runs", "list").with("doctor", npi)
                                .with(flag: "all")),
                    ], [Blocks.section("On record", [FactsView(facts).markup])]),
                await gaps(visit, npi, known),
                await listed(
                    "Cases", visit, Errand("case", "list").with("doctor", npi),
                    nothing: "No case is open."),
                await listed("Papers", visit, Errand("doctor", "packet").of(npi)),
            ])
    }

    /// On which days the doctor is expected and not in network: drawn, and in full.
    private static func gaps(
        _ visit: PageRequest, _ npi: String, _ known: [(String, String)]
    ) async -> Markup {
        let reply = await visit.run(Errand("report", "gaps").with("doctor", npi))
        let table = reply.tables.first?.table
        let drawn = table.flatMap {
            Timeline("Days out of network", of: $0, by: ["office", "contract"]).markup
        }
        return Blocks.section(
            "Gaps", count: table?.count,
            links: [("Say what is done about them", Links.deed("decide", known))],
            [drawn].compactMap(\.self) + [
                Blocks.reply(
                    reply, title: "Gaps", without: ["npi", "doctor"],
                    nothing: "No gap over the next 90 days.", link: runLink)
            ])
    }

    private static func deeds(_ known: [(String, String)]) -> Markup {
        Blocks.actions([
            ("Onboard", Links.deed("onboard", known)), ("Move", Links.deed("move", known)),
            ("Add an office", Links.deed("add-location", known)),
            ("Decide gaps", Links.deed("decide", known)), ("Leave", Links.deed("leave", known)),
        ])
    }

    private static func listed(
        _ title: String, _ visit: PageRequest, _ errand: Errand,
        links: [(name: String, href: String)] = [], nothing: String = "Nothing."
    ) async -> Markup {
        let reply = await visit.run(errand)
        return Blocks.section(
            title, count: reply.tables.first?.table.count, links: links,
            [
                Blocks.reply(
                    reply, title: title, without: ["npi", "doctor", "practitioner"],
                    nothing: nothing, link: runLink)
            ])
    }

    /// Runs open their page, records theirs, and codes what they name.
    static func runLink(
        _ column: String, _ cell: Table.Cell, _ row: [String: Table.Cell]
    ) -> String? {
        switch column {
        case "id" where row["kind"] != nil && row["opened"] != nil: "/moves/" + cell.plain
        case "id" where row["blockers"] != nil: Links.record("enrollment", cell.plain)
        case "case" where !cell.isBlank: Links.record("enrollment", cell.plain)
        default: Links.cell(column, cell)
        }
    }

    /// An onboarding or a move, pair by pair.
    static func run(_ visit: PageRequest) async -> Page {
        let id = visit.part(1)
        let reply = await visit.run(Errand("doctor", "runs", "show").of(id))
        return Page(
            "Onboarding or move", .doctors, lead: "Contract by contract: told, opened, left out.",
            trail: ("Doctors", "/doctors"), status: reply.isDone ? 200 : 404,
            [
                Blocks.actions([("Close a move", Links.deed("close-move", [("id", id)]))]),
                Blocks.reply(reply, title: "Pairs", link: runLink),
            ])
    }
}
