import ArgumentParser
import Merge
import Practice
import Replica
import Store
import Sync

/// How this replica stands.
struct Status: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who this replica is, what waits to be sent, and how far it is.",
        discussion: """
            JSON: an array of one object with group, replica, role, office, position, level (last \
            time, UTC, null if never), catchingUp, pending (change sets not acknowledged), \
            conflicts, proposals, clockOffsetMs, and ops (how many of this replica's ops got which \
            verdict).
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let facts = try desk.store.read { transaction in
            (
                top: try transaction.top, cursor: try transaction.cursor,
                pending: try transaction.pendingCount,
                conflicts: try transaction.conflicts().count,
                level: try transaction.meta("last-level").flatMap { Int64($0) },
                offset: try transaction.meta("clock-offset").flatMap { Int64($0) } ?? 0,
                office: try Status.officeCode(desk, transaction),
                verdicts: try transaction.verdictCounts()
            )
        }
        let open = try desk.held(.proposal).filter(\.isOpen).count
        let level = facts.level.map { Listing.instant(Timestamp(milliseconds: $0)) }
        var listing = Listing([
            "group", "replica", "role", "office", "position", "level", "catchingUp", "pending",
            "conflicts", "proposals", "clockOffsetMs", "ops",
        ])
        let row: [Listing.Cell] = [
            .init(desk.group.description), .init(desk.replica.description),
            .init(desk.role.rawValue),
            facts.office.map { Listing.Cell($0) } ?? .init("", json: "null"),
            .init(facts.top.position),
            level.map { Listing.Cell($0) } ?? .init("never", json: "null"),
            .init(facts.cursor.from == 0), .init(facts.pending), .init(facts.conflicts),
            .init(open), .init(facts.offset), VerdictCounts(facts.verdicts).cell,
        ]
        guard format == .table else {
            listing.add(row)
            listing.print(format, to: console)
            return
        }
        var table = Listing(["what", "value"])
        for (name, cell) in zip(listing.columns, row) { table.add([.init(name), cell]) }
        table.print(.table, to: console)
    }

    private static func officeCode(
        _ desk: Desk, _ transaction: StoreTransaction
    ) throws -> String? {
        guard let office = desk.office else { return nil }
        guard let (type, projection) = try transaction.projection(of: office),
            let index = type.columns.firstIndex(where: { $0.name == "code" })
        else { return office.description }
        return CellText.text(projection.cells[index], of: type.columns[index], in: type)
    }
}
