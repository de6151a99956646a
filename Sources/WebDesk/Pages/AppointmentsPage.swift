import Errands
import Merge
import Tables

/// Whom an office expects when, as its own software says: a day at a time.
enum AppointmentsPage {
    static func page(_ visit: PageRequest) async -> Page {
        let office = visit.query["office"]
        let offices = [.init("", "all")] + (await Picks.choices(.office, visit.clerk))
        let reply = await visit.run(
            Errand("appointment", "list").with("day", visit.day).with("office", office))
        let isOne = office.map { !$0.isEmpty } ?? false
        return Page(
            "Appointments", .patients,
            lead: "As the offices' own software says. A patient opens with his coverages.",
            trail: ("Patients", "/patients"),
            [
                Filters.markup(
                    "/appointments",
                    [
                        FieldView("day", "Day", .day, value: visit.day),
                        FieldView("office", "Office", .choice(offices), value: office),
                    ], links: steps(visit)),
                Blocks.section(
                    "Expected", count: reply.tables.first?.table.count,
                    [
                        Blocks.reply(
                            reply, title: "Appointments",
                            without: isOne ? ["day", "office"] : ["day"],
                            nothing: "Nobody is expected on that day.", link: link)
                    ]),
            ])
    }

    /// Those of a patient from today on.
    static func section(_ patient: String, _ visit: PageRequest) async -> Markup {
        let reply = await visit.run(
            Errand("appointment", "list").with("patient", patient)
                .with("from", visit.clerk.today()?.description))
        return Blocks.section(
            "Appointments",
            [
                Blocks.reply(
                    reply, title: "Appointments", without: ["patient"],
                    nothing: "None from today on.", link: link)
            ])
    }

    static func address(of day: Day) -> String { "/appointments?day=\(day)" }

    private static func link(
        _ column: String, _ cell: Table.Cell, _ row: [String: Table.Cell]
    ) -> String? {
        switch column {
        case "id": Links.record("appointment", cell.plain)
        case "day": Day(cell.plain).map(address)
        default: Links.cell(column, cell)
        }
    }

    /// The day before and the day after, which a click can take without a script.
    private static func steps(_ visit: PageRequest) -> [(name: String, href: String)] {
        guard let day = visit.day.flatMap({ Day($0) }) else { return [] }
        let office = visit.query["office"].map { "&office=" + WebForm.encoded($0) } ?? ""
        return [
            ("The day before", address(of: day.advanced(by: -1)) + office),
            ("The day after", address(of: day.advanced(by: 1)) + office),
        ]
    }
}
