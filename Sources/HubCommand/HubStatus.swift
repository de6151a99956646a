import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Store
import Sync

/// How the hub stands.
struct HubStatus: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the group, the history's head, and what was decided.",
        discussion: """
            JSON: group, name, position, chain, replicas, conflicts, and ops by verdict: how many \
            writes were applied, proposed, kept in custody or quarantined, with the reason.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let facts = try desk.store.read { transaction in
            (
                name: try transaction.required("group-name"), head: try transaction.head,
                replicas: try transaction.enrolments().filter { $0.revokedAt == nil }.count,
                conflicts: try transaction.conflicts().count,
                verdicts: try transaction.verdictCounts()
            )
        }
        var listing = Listing([
            "group", "name", "position", "chain", "replicas", "conflicts", "ops",
        ])
        let row: [Listing.Cell] = [
            .init(desk.group.description), .init(facts.name), .init(facts.head.position),
            .init(facts.head.chain.description), .init(facts.replicas), .init(facts.conflicts),
            VerdictCounts(facts.verdicts).cell,
        ]
        guard format == .table else {
            listing.add(row)
            return listing.print(format, to: console)
        }
        var table = Listing(["what", "value"])
        for (name, cell) in zip(listing.columns, row) { table.add([.init(name), cell]) }
        table.print(.table, to: console)
    }
}
