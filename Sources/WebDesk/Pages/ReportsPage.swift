import Errands
import Tables

/// Every report of the terminal, with a plot where one says more than rows.
enum ReportsPage {
    static func list(_ visit: PageRequest) async -> Page {
        let reply = await visit.run(Errand("report", "list"))
        return Page(
            "Reports", .reports, lead: "Made from what this store holds, each with its footer.",
            [
                Blocks.reply(reply, title: "Reports") { name, cell, _ in
                    name == "name" ? "/reports/" + WebForm.encoded(cell.plain) : nil
                },
                Blocks.section("Lists", [Blocks.actions(ListsPage.links)]),
            ])
    }

    static func report(_ visit: PageRequest) async -> Page {
        let name = visit.part(1)
        let trail = ("Reports", "/reports")
        // A name from an address becomes a command's: so it is one of those that the list gives.
        let list = await visit.run(Errand("report", "list"))
        let isKnown = list.tables.contains { part in
            guard let place = part.table.columns.firstIndex(where: { $0.name == "name" })
            else { return false }
            return part.table.rows.contains { $0[place].plain == name }
        }
        guard isKnown else {
            return .missing(.reports, "There is no such report.")
        }
        let reply = await visit.run(
            Errand(verbs: ["report", name]).with("as-of", visit.query["day"]))
        guard let part = reply.tables.first else {
            return Page("Report", .reports, trail: trail, status: 404, [Blocks.reply(reply)])
        }
        var body = [
            Filters.markup(
                "/reports/" + name, [FieldView("day", "As of", .day, value: visit.day)])
        ]
        let plots = plots(name, part.table)
        body.append(
            plots.count == 2 ? Blocks.columns([plots[0]], [plots[1]]) : Markup(plots))
        body.append(Blocks.reply(reply, nothing: "Nothing."))
        return Page(
            part.table.title ?? Words.heading(name), .reports, tab: "Report", trail: trail,
            body)
    }

    static func plots(_ name: String, _ table: Table) -> [Markup] {
        let plots: [Plot] =
            switch name {
            case "gaps":
                [
                    Plot(
                        "Work booked on such days", of: "atRisk", by: "office", in: table),
                    Plot("Appointments in gaps", of: "appointments", by: "payor", in: table),
                ]
            case "open":
                [ageing(table)].compactMap(\.self)
            case "onboarding":
                [Plot("Days to take effect", of: "daysToEffective", by: "contract", in: table)]
            case "network-effectiveness":
                [
                    Plot("Written off, by contract", of: "writeOff", by: "contract", in: table),
                    Plot("Paid by contract", of: "contracted", by: "contract", in: table),
                ]
            default: []
            }
        return plots.compactMap(\.markup)
    }

    /// What waits, by how many days it has.
    static func ageing(_ table: Table) -> Plot? {
        guard let place = table.columns.firstIndex(where: { $0.name == "days" })
        else { return nil }
        let bounds: [(name: String, last: Int64)] = [
            ("up to 3 days", 3), ("4 to 7 days", 7), ("8 to 30 days", 30),
            ("31 to 90 days", 90), ("longer", .max),
        ]
        var counts = [Int64](repeating: 0, count: bounds.count)
        for row in table.rows {
            guard case .number(let days) = row[place],
                let bin = bounds.firstIndex(where: { days <= $0.last })
            else { continue }
            counts[bin] += 1
        }
        return Plot(
            "What waits, by age",
            zip(bounds, counts).map { bound, count in
                Plot.Bar(
                    name: bound.name, amount: count, figure: String(count),
                    tone: bound.last > 30 ? "bad" : "plain")
            })
    }
}
