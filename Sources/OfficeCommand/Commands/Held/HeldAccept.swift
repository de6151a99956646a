import ArgumentParser
import Merge
internal import Records
import Replica

/// Yes: to a proposal at the centre, to custody by whoever has the record now.
struct HeldAccept<Word: HeldWord>: DeskCommand, AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "accept",
            abstract: "Write what it says as your own write, and close it"
                + (Word.kind == .proposal ? ", on a central replica." : "."))
    }

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "Its id or the end of it.")
    var id: String

    @Flag(help: "Also where the record changed since its author looked.")
    var anyway = false

    func run(_ desk: Desk, _ console: Console) async throws {
        let (found, receipt) = try desk.accept(
            Word.kind, id, anyway: anyway, isDryRun: deed.dryRun, actor: options.actor(at: desk),
            reason: deed.reason)
        console.tell(
            (found.held.write?.record ?? found.id).description, receipt, isRehearsed: deed.dryRun)
    }
}
