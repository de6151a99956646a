import ArgumentParser
import Merge
internal import Participation
import Replica

extension DoctorRuns {
    /// Ends a move that is done.
    struct Close: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Close a move that every payor has confirmed.",
            discussion: """
                Look into the payors' directories first, and at a first claim paid in network at \
                the new office: say in the comment what was seen.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var rehearsal: DryRunOption

        @Argument(help: "The move's id or the end of it.")
        var id: String

        @Option(help: "What was seen in the directories and on the first paid claim.")
        var comment: String

        @Option(help: "A file or a document's id that shows it.")
        var document: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            let close = CloseMove(
                id, evidence: try document.map { try EvidenceFile.read($0, console) },
                comment: comment)
            console.tell(
                try desk.perform(
                    close, by: signature(at: desk, comment), isDryRun: rehearsal.dryRun))
        }
    }

    /// Puts a move to other days.
    struct Slip: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "slip",
            abstract: "Put a move to other days, and with it all that hangs on them.",
            discussion: """
                In one change: the assignments at both offices, the first day that cases ask for \
                which nobody has touched, and the move. The hub moves open tasks, and makes one \
                for each payor that has been told the old day. An office proposes another day by \
                editing its location-assignment; once that is accepted, `today` asks for the slip.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var rehearsal: DryRunOption

        @Argument(help: "The move's id or the end of it.")
        var id: String

        @Option(help: "The last day at the old office, YYYY-MM-DD.")
        var lastDay: Day?

        @Option(help: "The first day at the new office, YYYY-MM-DD.")
        var firstDay: Day?

        @Option(help: "Why.")
        var comment: String

        func validate() throws {
            guard lastDay != nil || firstDay != nil else {
                throw ValidationError("Give --last-day, --first-day or both.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let slip = SlipMove(id, lastDay: lastDay, firstDay: firstDay, comment: comment)
            console.tell(
                try desk.perform(
                    slip, by: signature(at: desk, comment), isDryRun: rehearsal.dryRun))
        }
    }
}
