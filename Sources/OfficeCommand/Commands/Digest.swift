import ArgumentParser
import Replica
import Store
import Sync
package import Tables

/// What this replica holds, in a form that can be compared.
struct Digest: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print one line per record type: how many, and a digest of their merged state.",
        discussion: """
            `bridgework-hub digest --office CODE` prints the same lines for what that office \
            should hold: equal lines prove equal records. JSON: type, count, digest (SHA-256, \
            hexadecimal).
            """)

    @OptionGroup var options: DeskOptions

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        try output.print(try desk.store.read { try $0.digests() }.listing, to: console)
    }
}

extension [StoreDigest] {
    /// One row per record type.
    package var listing: Table {
        var listing = Table(["type", "count", "digest"])
        for line in self {
            listing.add([
                .init(line.type), .init(line.count),
                .init(line.digest, table: String(line.digest.prefix(32))),
            ])
        }
        return listing
    }
}
