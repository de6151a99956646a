import ArgumentParser
import Merge
internal import Records
import Replica
import Store
internal import Tables

/// What this replica no longer has.
struct Departed: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the records that have left this replica's scope, the last first.",
        discussion: """
            Only the id, the type, the day and the offices are kept; everything else is gone from \
            this machine: table, log and free pages, so that leaving writes the store's file anew. \
            What was written here about it stays sealed with the hub's key, for a hub that must \
            be restored. Ask the centre for more. JSON: record, type, left (day, UTC, null where \
            nobody said) and offices (codes).
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "Only records of this type.")
    var type: String?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        var listing = Table(
            ["record", "type", "left", "offices"],
            of: Table.Noun("record has left", "records have left"))
        for stub in try desk.departed(type.map { try desk.type(named: $0) }) {
            listing.add([
                .init(id: stub.record), .init(stub.type), .init(stub.departure.on),
                .init(
                    stub.departure.offices.joined(separator: " "),
                    json: "["
                        + stub.departure.offices.map { CellText.quoted($0) }
                        .joined(separator: ",") + "]"),
            ])
        }
        try output.print(listing, to: console)
    }
}
