import ArgumentParser
import Merge
import Replica
import Store
package import Sync
internal import Tables

/// What happened to this store.
struct Events: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what went wrong here and was repaired, and who proved himself; no value.",
        discussion: """
            Every exchange ends with a proof that this replica holds exactly what the hub holds \
            for it. What differed is listed here with the records that were repaired, and so is a \
            hub whose history was cut or replaced. person-proved is a sign-in at this machine's \
            desk on the network: the key, what it was asked and what it signed.

            JSON: at (UTC), event, subject (a record's id, or null), detail.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The last so many lines.")
    var limit: Int = 100

    @OptionGroup var output: ListingOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let lines = try desk.store.read { try $0.auditLines(limit: limit) }
        try output.print(Table(of: lines), to: console)
    }
}

extension Table {
    /// The lines of a store's own audit.
    package init(of lines: [AuditLine]) {
        self.init(["at", "event", "subject", "detail"])
        for line in lines {
            add([
                .instant(line.at), .init(line.event),
                line.subject.map { .init($0.description) } ?? .blank,
                .init(line.detail),
            ])
        }
    }
}
