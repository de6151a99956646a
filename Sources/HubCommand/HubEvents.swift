import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Practice
import Sync

/// What happened at the hub.
struct HubEvents: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List enrolments, revocations, copied disks, differences; no stored value.",
        discussion: "JSON: at (UTC), event, subject (id or null), detail.")

    @OptionGroup var options: HubOptions

    @Option(help: "The last so many lines.")
    var limit: Int = 100

    @OptionGroup var output: ListingOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let lines = try desk.store.read { try $0.auditLines(limit: max(0, limit)) }
        try output.print(Table(of: lines), to: console)
    }
}
