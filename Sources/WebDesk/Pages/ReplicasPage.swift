import Errands
import Merge
import Tables

/// The sync health of all replicas: who is in trouble, how far behind each was for two weeks, and
/// when its records were last proven to be the hub's.
enum ReplicasPage {
    /// A row of the hub's list of machines, by the names of its columns.
    struct Machine: Equatable {
        let id: String
        let name: String
        let office: String
        let role: String
        let seen: String
        let proven: String
        let provenAt: String
        let lag: Int64
        let days: String
        let troubles: [String]

        init(_ cells: [String: Table.Cell]) {
            func text(_ name: String) -> String { cells[name]?.plain ?? "" }
            id = text("id")
            name = text("name")
            office = text("office")
            role = text("role")
            seen = Words.instant(text("lastSeen"))
            proven = text("proven")
            provenAt = Words.instant(text("provenAt"))
            lag = Int64(text("lag")) ?? 0
            days = text("certificateDays")
            let all = text("troubles")
            troubles = all == "none" ? [] : all.split(separator: "; ").map(String.init)
        }

        /// How its records compare with the hub's, in a sentence.
        var proof: String {
            guard !provenAt.isEmpty else {
                return "It was never proven to hold what the hub holds."
            }
            let since =
                lag == 0
                ? "nothing has changed for it since"
                : "\(Counted(lag, "record has", "records have")) changed for it since"
            return "Its records were proven to be the hub's at position "
                + "\(Words.grouped(proven)), \(provenAt) UTC; \(since)."
        }
    }

    static func machines(_ status: ErrandReply) -> [Machine] {
        guard status.tables.count > 1 else { return [] }
        return status.tables[1].table.named.map(Machine.init)
    }

    static func list(_ visit: PageRequest) async -> Page {
        let status = await visit.run(Errand("status"))
        let machines = machines(status)
        guard status.isDone, !machines.isEmpty else {
            return Page(
                "Replicas", .replicas,
                [
                    status.isDone
                        ? Blocks.notice(.quiet, "Nobody has joined yet.")
                        : Blocks.reply(status)
                ])
        }
        let trails = trails(await visit.run(Errand("lag").with("by", "day")), "day")
        let troubled = machines.count { !$0.troubles.isEmpty }
        let behind = machines.count { $0.lag > 0 }
        let rows: [[String: Any]] = machines.map { machine in
            let plot = plot(machine, trails[machine.id] ?? [])
            return [
                "name": machine.name, "href": "/replicas/" + WebForm.encoded(machine.id),
                "office": machine.office.isEmpty ? machine.role : machine.office,
                "seen": machine.seen.isEmpty ? "never" : machine.seen,
                "proven": machine.provenAt.isEmpty ? "never" : machine.provenAt,
                "lag": Words.grouped(String(machine.lag)), "days": machine.days,
                "tone": machine.troubles.isEmpty ? "plain" : "bad",
                "troubles": machine.troubles,
                "trail": plot.markup(.small)?.html ?? "",
            ]
        }
        return Page(
            "Replicas", .replicas,
            lead: "Every machine that may connect, the most troubled first.",
            [
                Blocks.tiles([
                    ("machines", String(machines.count), "/", .plain),
                    ("in trouble", String(troubled), "/", troubled > 0 ? .bad : .plain),
                    ("behind", String(behind), "/", .plain),
                ]),
                Template.replicas.filled(["rows": rows]),
            ])
    }

    static func replica(_ visit: PageRequest) async -> Page {
        let id = visit.part(1)
        let trail = ("Replicas", "/")
        // An id from an address becomes a command's: so it is one of those in the list.
        let status = await visit.run(Errand("status"))
        guard let machine = machines(status).first(where: { $0.id == id }) else {
            return .missing(.replicas, "There is no such machine.")
        }
        let reply = await visit.run(Errand("lag").with("replica", id))
        let columns = trails(reply, "hour")[id] ?? []
        let first = columns.first.map { String($0.whole.prefix(16)) } ?? ""
        let last = columns.last.map { String($0.whole.prefix(16)) } ?? ""
        let drawn =
            plot(machine, columns).markup(.large, first: first, last: last)
            ?? Blocks.notice(
                .quiet, nil, ["Nobody has looked yet: the hub looks every 10 minutes."])
        let isWell = machine.troubles.isEmpty
        return Page(
            machine.name, .replicas, tab: "Replica", lead: machine.proof, trail: trail,
            [
                Blocks.notice(
                    isWell ? .good : .bad, isWell ? "All is well." : "Something is wrong.",
                    machine.troubles),
                Blocks.section("How far behind", [drawn]),
                Blocks.section("In full", [facts(machine)]),
            ])
    }

    private static func facts(_ machine: Machine) -> Markup {
        let facts = [
            ("Office", machine.office), ("Role", machine.role), ("Last seen", machine.seen),
            ("Proven at position", machine.proven), ("Proven", machine.provenAt),
            ("Records behind", String(machine.lag)), ("Days of certificate", machine.days),
            ("Id", machine.id),
        ].filter { !$0.1.isEmpty }
        return FactsView(
            facts.map { FactsView.Fact(name: $0.0, text: $0.1, kind: "", href: nil) }
        ).markup
    }

    private static func plot(_ machine: Machine, _ columns: [ColumnPlot.Column]) -> ColumnPlot {
        ColumnPlot("Records behind, of \(machine.name)", columns) { $0 >= 1_000 }
    }

    /// Columns by replica, one for every span between the first and the last that was seen.
    static func trails(_ reply: ErrandReply, _ span: String) -> [String: [ColumnPlot.Column]] {
        let rows = reply.tables.first?.table.named ?? []
        let seen = Dictionary(grouping: rows) { $0["replica"]?.plain ?? "" }
        let step: Int64 = span == "day" ? 86_400_000 : 3_600_000
        let points = rows.compactMap { $0[span].flatMap(begin) }
        guard let first = points.min(), let last = points.max(),
            (last - first) / step < ReplicasPage.spansMax
        else { return [:] }
        return seen.mapValues { rows in
            let lags = Dictionary(
                rows.compactMap { row -> (Int64, Int64)? in
                    guard let at = row[span].flatMap(begin), case .number(let lag)? = row["lag"]
                    else { return nil }
                    return (at, lag)
                }, uniquingKeysWith: max)
            return stride(from: first, through: last, by: Int64.Stride(step)).map { at in
                let time = Words.instant(Table.instant(Timestamp(milliseconds: at)))
                let text = span == "day" ? String(time.prefix(10)) : time
                let found = lags[at].map { "\($0) behind" } ?? "nobody looked"
                return ColumnPlot.Column(whole: "\(text): \(found)", amount: lags[at])
            }
        }
    }

    private static let spansMax: Int64 = 400

    private static func begin(_ cell: Table.Cell) -> Int64? {
        switch cell {
        case .instant(let time): time.milliseconds
        case .day(let day): day.number * 86_400_000
        default: nil
        }
    }
}

extension Table {
    /// Each row's cells by the names of their columns.
    fileprivate var named: [[String: Cell]] {
        rows.map {
            Dictionary(
                zip(columns.map(\.name), $0), uniquingKeysWith: { first, _ in first })
        }
    }
}
