import ArgumentParser
import Hub
import OfficeCommand

/// Takes a record out of what travels.
struct Cut: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cut a record out: end all that stands in it, at the hub and at every replica.",
        discussion: """
            For a record that stops others: one that is too large, or that holds what it must \
            not. The history keeps what was written and says who cut it and why; nothing that \
            others wrote elsewhere changes. `status` and `events` name records too large to send.
            """)

    @OptionGroup var options: HubOptions

    @Argument(help: "The record's whole id.")
    var record: String

    @Option(help: "Why, for the history.")
    var reason: String

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let cut = try desk.cut(record, reason: reason)
        console.line(
            "cut \(cut.type) \(cut.record): \(cut.entries) entries ended at position "
                + "\(cut.position)")
    }
}
