import Errands
import Merge
import Tables

/// Patients by a search that stands in no address, and one with the coverages.
enum PatientsPage {
    private static let rowsMax = 100

    static func list(_ visit: PageRequest) async -> Page {
        let words = visit.form["words"]
        var body = [
            Filters.markup(
                "/patients",
                [FieldView("words", "Name, birth date or number", .search, value: words)],
                button: "Find", formKey: visit.session.formKey,
                links: [
                    ("Coverages to be verified", "/coverages"), ("Appointments", "/appointments"),
                ])
        ]
        if let words {
            let reply = await visit.run(
                Errand("patient", "find").of(words.split(separator: " ").map(String.init)))
            body.append(
                Blocks.section(
                    "Found",
                    [
                        Blocks.reply(reply, title: "Patients", nothing: "Nobody.") {
                            name, cell, _ in
                            name == "id" || name == "replacedBy" ? patient(cell) : nil
                        }
                    ]))
        }
        return Page(
            "Patients", .patients,
            lead: "Parts of the name, a birth date, a telephone or the beginning of a number.", body
        )
    }

    private static func patient(_ cell: Table.Cell) -> String? {
        cell.isBlank ? nil : "/patients/" + cell.plain
    }

    static func patient(_ visit: PageRequest) async -> Page {
        let id = visit.part(1)
        let trail = ("Patients", "/patients")
        let shown = await visit.run(Errand("show").of("patient", id))
        guard shown.isDone, let facts = shown.tables.first?.table else {
            return Page("Patient", .patients, trail: trail, status: 404, [Blocks.reply(shown)])
        }
        func fact(_ field: String) -> String {
            facts.rows.first { $0[0].plain == field }?[1].plain ?? ""
        }
        let coverages = await visit.run(Errand("coverage", "list").with("patient", id))
        let name = [fact("given"), fact("family")].filter { !$0.isEmpty }
        return Page(
            name.joined(separator: " "), .patients, tab: "Patient",
            lead: born(fact("birthDate")), trail: trail,
            [
                Blocks.section(
                    "Coverages",
                    links: [
                        ("Estimate", Links.deed("estimate", [("patient", id)])),
                        ("Print a summary", "/print/summary/" + WebForm.encoded(id)),
                    ],
                    [
                        Blocks.reply(
                            coverages, title: "Coverages", without: ["patient"],
                            nothing: "None.", link: verify)
                    ]),
                await AppointmentsPage.section(id, visit),
                Blocks.section("On record", [FactsView(facts).markup]),
                Blocks.notice(.quiet, nil, shown.said),
            ])
    }

    private static func born(_ day: String) -> String? {
        Day(day).map { "Born \($0)" }
    }

    /// Coverages that have to be verified, the most urgent first.
    static func coverages(_ visit: PageRequest) async -> Page {
        let reply = await visit.run(
            Errand("verification", "list").with("as-of", visit.query["day"]))
        return Page(
            "Coverages to be verified", .patients, lead: "The most urgent first.",
            trail: ("Patients", "/patients"),
            [Blocks.reply(reply, title: "Coverages", nothing: "None waits.", link: verify)])
    }

    private static func verify(
        _ column: String, _ cell: Table.Cell, _ row: [String: Table.Cell]
    ) -> String? {
        switch column {
        case "id", "coverage": Links.deed("verify", [("coverage", cell.plain)])
        case "appointment": Day(cell.plain).map(AppointmentsPage.address)
        default: Links.cell(column, cell)
        }
    }
}
