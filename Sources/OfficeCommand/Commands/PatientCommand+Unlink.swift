import ArgumentParser
internal import Benefits
import Merge
import Practice
import Replica

extension PatientCommand {
    /// Two records that were linked by mistake.
    struct Unlink: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the links between two patients' records away, in both directions.",
            discussion: """
                Both records stand alone again, and if they still look alike they are a conflict \
                again. Offices that were given both keep both. An office's wish waits for the \
                centre as a proposal.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The patient's id or the end of it.")
        var patient: String

        @Argument(help: "The other patient's id or the end of it.")
        var other: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let unlink = UnlinkRecords(.patient, patient, other)
            console.tell(try perform(unlink, at: desk, deed))
        }
    }
}
