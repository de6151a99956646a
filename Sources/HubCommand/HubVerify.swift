import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Store
import Sync

/// Whether the hub's store is sound.
struct HubVerify: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the database, every record, history, audit and registry; exit 1 if wrong.",
        discussion: """
            History, audit and registry are chained: a line that was changed or removed by another \
            hand is named by its number, a replica by its id.

            --repair builds every index of the database anew from its table, then checks. What the \
            hub was told is never changed: where more is damaged, restore the last backup; the \
            offices bring it up to date.
            """)

    @OptionGroup var options: HubOptions

    @Flag(help: "Build the indexes anew first.")
    var repair = false

    func run(_ desk: HubDesk, _ console: Console) async throws {
        if repair {
            let damaged = try desk.store.rebuildIndexes()
            if !damaged.isEmpty {
                console.say(
                    "made \(Counted(damaged.count, "table")) anew, whose indexes could not be read")
            }
        }
        let exposed = StoreFolder(desk.home.path).exposed.map(\.description)
        let problems = try desk.store.problems() + exposed
        for problem in problems { console.line(problem) }
        guard problems.isEmpty else { throw ExitCode(1) }
        console.line("ok")
    }
}
