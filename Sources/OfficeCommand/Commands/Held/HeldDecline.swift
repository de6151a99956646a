import ArgumentParser
import Merge
internal import Records
import Replica

/// No: closes it and writes nothing else.
struct HeldDecline<Word: HeldWord>: DeskCommand, AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Word.kind == .quarantine ? "drop" : "reject",
            abstract: "Close it without writing what it says"
                + (Word.kind == .proposal ? ", on a central replica." : "; needs --reason."))
    }

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "Its id or the end of it.")
    var id: String

    func validate() throws {
        guard Word.kind == .proposal || !deed.reason.isEmpty else {
            throw ValidationError("Say why with --reason TEXT: it stays in the history.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let (found, receipt) = try desk.decline(
            Word.kind, id, isDryRun: deed.dryRun, actor: options.actor(at: desk),
            reason: deed.reason)
        console.tell(found.id.description, receipt, isRehearsed: deed.dryRun)
    }
}
