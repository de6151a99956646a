import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Sync
internal import Tables

/// What happened at the hub.
struct HubEvents: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List registrations, revocations, copied disks, differences; no stored value.",
        discussion: """
            A change at which the hub ended three times within a day is tried apart, by a process \
            of its own on a copy of the store: `stopped-on`, then `suspicion-lifted` or \
            `suspicion-proven`. Only what is proven is kept unread; its office goes on seeing its \
            work, finds it in quarantine as `crashed`, and brings it in with \
            `bridgework quarantine retry` once the hub is mended.

            JSON: at (UTC), event, subject (id or null), detail.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The last so many lines.")
    var limit: Int = 100

    @OptionGroup var output: ListingOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let lines = try desk.store.read { try $0.auditLines(limit: max(0, limit)) }
        try output.print(Table(of: lines), to: console)
    }
}
