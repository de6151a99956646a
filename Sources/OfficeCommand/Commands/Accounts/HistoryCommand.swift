import ArgumentParser
import Merge
import Replica
import Sync

/// What was written here.
struct HistoryCommand: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the change sets written at this replica, by record, actor or day.",
        discussion: HistoryOptions.discussion + """


            A replica keeps its own change sets until the hub's oldest backup holds them; \
            `bridgework-hub history` lists everybody's, `bridgework explain` those of one record.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var history: HistoryOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        if let office = history.office { try desk.requireOwn(office) }
        try HistoryReport(history, desk.store).run(holder: nil, console)
    }
}
