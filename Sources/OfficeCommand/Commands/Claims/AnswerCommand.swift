import ArgumentParser
internal import Claims
import Merge
import Practice
internal import Records
import Replica
internal import Tables

/// What payors answered of somebody whom nobody knew.
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "See which answers of payors wait, and say whose they are.",
        discussion: """
            What a 271, 278 or 834 says of somebody whom no coverage here is of, or whom several \
            are of, waits as it was said. At the centre every 271 and 278 waits; an office keeps \
            those of members whom it knows, and leaves the others out. Of an 834 wait members \
            whose id is known here: it names everybody whom an employer covers.

            Once a person names the coverage, the answer is taken in: a 271 verifies it, a 278 is \
            the letter on its authorization, an 834 says from when to when it holds. What names \
            the same person the same way is matched alike from then on, payments and claims, too.
            """,
        subcommands: [ListAnswers.self, MatchOne.self, Drop.self],
        defaultSubcommand: ListAnswers.self)

    /// Those that wait.
    struct ListAnswers: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List answers that wait for a person to match them, and what they lack.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.reading { lookup in Table.waitingAnswers(lookup) }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// Says whose it is.
    struct MatchOne: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match",
            abstract: "Say whose an answer is; --all matches what can be matched now.",
            discussion: """
                A 278 goes to the one open authorization of the coverage that is for its \
                services, or to the one that --authorization names.

                Example: bridgework answer match 3f2a91bc --coverage 4f2a91c3
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The answer: its id, or the end of it.")
        var answer: String?

        @Option(help: "The coverage that it is about: its id, or the end of it.")
        var coverage: String?

        @Option(help: "The authorization that it answers: its id, or the end of it.")
        var authorization: String?

        @Flag(help: "Every answer that waits, by what came in since.")
        var all = false

        func validate() throws {
            guard all != (answer != nil) else {
                throw ValidationError("Name an answer, or say --all.")
            }
            guard all == (coverage == nil) else {
                throw ValidationError(
                    all ? "--all names no coverage." : "Say whose it is: --coverage.")
            }
            guard !all || authorization == nil else {
                throw ValidationError("--all names no authorization.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            guard let answer, let coverage else {
                let done = try perform(
                    MatchWaitingAnswers(), at: desk, given, otherwise: "answer match")
                console.line("\(done.outcome.matched) matched, \(done.outcome.waiting) waiting")
                return console.tell(receiptOf: done)
            }
            var deed = MatchAnswer(answer, to: coverage)
            deed.authorization = authorization
            console.tell(try perform(deed, at: desk, given, otherwise: "answer match"))
        }
    }

    /// Of nobody here.
    struct Drop: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that an answer is of nobody here; it stays in the history.",
            discussion: "Its file, imported again, does not bring it back.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The answer: its id, or the end of it.")
        var answer: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let deed = ChangeLifecycle(.waitingAnswer, answer, to: .inactive)
            console.tell(try perform(deed, at: desk, given, otherwise: "answer drop"))
        }
    }
}
