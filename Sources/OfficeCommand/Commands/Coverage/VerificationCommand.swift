import ArgumentParser
internal import Benefits
import Merge
internal import Records
import Replica
internal import Tables

/// Which coverages somebody has to verify, and who does it.
struct VerificationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verification",
        abstract: "See which coverages have to be verified, take them on, record the answers.",
        discussion: """
            A verification is needed, taken on, begun, and ends in the payor's word (`verification \
            complete`, the same as `coverage verify`) or in `verification cannot`. Two answers of \
            one day that differ are a conflict until somebody says which counts.
            """,
        subcommands: [
            ListVerifications.self, Take.self, Begin.self, Complete.self, Cannot.self,
            CoverageCommand.Request.self,
        ],
        defaultSubcommand: ListVerifications.self)

    /// What waits.
    struct ListVerifications: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List coverages to be verified, the next appointment in front.",
            discussion: VerificationsReport.discussion)

        @OptionGroup var options: DeskOptions
        @OptionGroup var report: VerificationsReport
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.verifications(report, on: report.day(desk), title: nil)
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// Somebody takes it on.
    struct Take: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a coverage's verification on, or give it to somebody.",
            discussion: """
                Whoever types it has it unless --assignee names another. Of two who take one at \
                two offices the later has it, and the list says so at both.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The coverage's id, or the end of it.")
        var coverage: String

        @Option(help: "Who does it, by login.")
        var assignee: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            let deed = TakeVerification(coverage, assignee: assignee)
            let done = try perform(deed, at: desk, given, otherwise: "verification take")
            if !done.isRehearsed { console.line(done.outcome.verification.description) }
            if let former = done.outcome.former {
                let name = try desk.reading { lookup in RecordNames(lookup).word(former) }
                console.say("it was \(name)'s until now")
            }
            console.tell(receiptOf: done)
        }
    }

    /// Somebody asks the payor.
    struct Begin: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that the payor has been asked, and the answer is not there yet.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The coverage's id, or the end of it.")
        var coverage: String

        @Option(help: "How, and whom.")
        var comment: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            let deed = StepVerification(coverage, .begin, comment: comment)
            console.tell(try perform(deed, at: desk, given, otherwise: "verification begin"))
        }
    }

    /// The payor's word.
    struct Complete: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record what the payor said, as `coverage verify` does.",
            discussion: CoverageCommand.Verify.configuration.discussion)

        @OptionGroup var verify: CoverageCommand.Verify

        var options: DeskOptions { verify.options }

        func run(_ desk: Desk, _ console: Console) async throws {
            try await verify.run(desk, console)
        }
    }

    /// Nobody answers.
    struct Cannot: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that the payor could not be asked, and why.",
            discussion: "The coverage still has to be verified: somebody may take it on anew.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The coverage's id, or the end of it.")
        var coverage: String

        @Option(help: "Why not.")
        var comment: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let deed = StepVerification(coverage, .cannot, comment: comment)
            console.tell(try perform(deed, at: desk, given, otherwise: "verification cannot"))
        }
    }
}
