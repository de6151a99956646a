import ArgumentParser
import Merge
import Replica

extension Conflicts {
    /// Gives it to somebody.
    struct Assign: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say who looks after a conflict; it travels with the next sync.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The conflict's id or the end of it.")
        var id: String

        @Argument(help: "The login of the user who looks after it.")
        var login: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let (note, receipt) = try desk.assignConflict(
                id, to: login, isDryRun: deed.dryRun, actor: options.actor(at: desk),
                reason: deed.reason)
            console.tell(note.description, receipt, isRehearsed: deed.dryRun)
        }
    }

    /// Lets it rest.
    struct Defer: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a conflict rest until a day; it travels with the next sync.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The conflict's id or the end of it.")
        var id: String

        @Option(help: "The day on which it waits again, YYYY-MM-DD.")
        var until: Day

        func validate() throws {
            guard deed.reason.contains(where: { !$0.isWhitespace }) else {
                throw ValidationError("Say why with --reason TEXT.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let (note, receipt) = try desk.deferConflict(
                id, until: until, isDryRun: deed.dryRun, actor: options.actor(at: desk),
                reason: deed.reason)
            console.tell(note.description, receipt, isRehearsed: deed.dryRun)
        }
    }
}
