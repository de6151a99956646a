import ArgumentParser
import OfficeCommand
import Rulebook
import Store

/// Brings the hub's store up to this release, or says what that would do.
struct HubUpgrade: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Bring the hub's store up to this release, or say what that would do.",
        discussion: """
            Every command that opens a store of an earlier release brings it up, in one \
            transaction: all of it, or nothing. This one does only that, as the package does when \
            a new release is installed. --dry-run looks and changes nothing. A store that a newer \
            release wrote is refused and left as it is.

            JSON: for each part (tables, record types, rules): part, store and program (the \
            version that each has), upgrade (whether it is brought up).
            """)

    @OptionGroup var options: HubOptions

    @Flag(help: "Only say what would be done.")
    var dryRun = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func runHere(_ console: Console) async throws {
        let folder = try options.folder
        let release = try Store.release(of: folder, as: .hub)
        if !dryRun { try Store.opened(folder, as: .hub).close() }
        release.table.print(format, to: console)
        console.say(release.words(isDone: !dryRun))
    }
}
