import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica

extension ClaimCommand {
    /// What goes beside it.
    struct AttachClaim: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "attach", abstract: "Say what goes to the payor beside a claim.",
            discussion: """
                What the claim's own file names is read from it. `authorization rules` lists what \
                payors ask for.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The claim: its number, its id, or the end of it.")
        var claim: String

        @Argument(help: "What, as the payor's rule names it.")
        var attachment: String

        @Option(help: "The number under which the payor finds it.")
        var reference: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AttachToClaim(claim, attachment)
            deed.reference = reference
            console.tell(try perform(deed, at: desk, given, otherwise: "claim attach"))
        }
    }
}
