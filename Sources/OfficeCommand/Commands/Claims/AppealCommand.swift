import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What payors are asked to decide again.
struct AppealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal",
        abstract: "Appeal what payors denied: level by level, each in time.",
        discussion: """
            An appeal is of a claim's payment at one level; the next level is another. Of two \
            deadlines the earlier one counts. Filed, upheld and overturned are steps of the \
            claim, too. `report denials` says how often appeals are won.
            """,
        subcommands: [
            ListAppeals.self, OpenAppeal.self, StepAppeal.self, Letter.self,
        ],
        defaultSubcommand: ListAppeals.self)

    /// Many.
    struct ListAppeals: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List appeals that are not decided, what is due first.")

        @OptionGroup var options: DeskOptions

        @Option(help: "That office alone, by code.")
        var office: String?

        @Flag(help: "Also those that are decided or withdrawn.")
        var all = false

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let office = try desk.heldOffice(code: office)
            let today = try desk.today
            let table = try desk.reading { lookup in
                let wanted = AppealCase.all(in: lookup).filter { found in
                    (all || found.isOpen) && (office == nil || found.office == office)
                }
                return Table.appeals(wanted, on: today, lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// A new one.
    struct OpenAppeal: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "Appeal a denied payment at the next level.",
            discussion: """
                At the first level the payor's days for appeals count from the day of the \
                payment; a --due that is earlier counts before them.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The payment: its id, or the end of it.")
        var payment: String

        @Option(help: "Who does it, by login.")
        var assignee: String?

        @Option(help: "The last day, YYYY-MM-DD.")
        var due: Day?

        @Option(help: "The cause, where it is not what the codes say.")
        var cause: RootCause?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = Claims.OpenAppeal(payment)
            deed.assignee = assignee
            deed.dueOn = due
            deed.cause = cause
            console.tell(try perform(deed, at: desk, given, otherwise: "appeal open"))
        }
    }

    /// How it goes on.
    struct StepAppeal: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "step", abstract: "Log how it goes on with an appeal.",
            discussion: """
                Steps: file, ack, uphold, overturn, overturnPartly, withdraw. `workflow appeal` \
                prints which is legal when.

                Example: bridgework appeal step 3f2a91bc file --document letter.pdf
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The appeal: its id, or the end of it.")
        var appeal: String

        @Argument(help: "The step.")
        var step: Appeal.Step

        @OptionGroup var said: StepOptions

        @Option(help: "What was sent or received: a document's id or the end of it, or a FILE.")
        var document: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AdvanceAppeal(appeal, step)
            deed.words = said.words
            deed.evidence = try document.map { try EvidenceFile.read($0, console) }
            console.tell(try perform(deed, at: desk, given, otherwise: "appeal step"))
        }
    }

    /// For the payor.
    struct Letter: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the letter that asks a payor to decide again.",
            discussion: """
                For each denied service: what was charged and the payor's own reason codes. \
                \(PrintOptions.discussion)
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The appeal: its id, or the end of it.")
        var appeal: String

        @OptionGroup var print: PrintOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let letter = try desk.reading { lookup in
                guard let found = AppealCase(try lookup.view(.appeal, appeal)) else {
                    throw DeedProblem.noSuchRecord(type: RecordType.appeal.name)
                }
                return try AppealLetter(lookup, today: today).printed(found)
            }
            try print.print(letter, to: console)
        }
    }
}

extension Appeal.Step: ExpressibleByArgument {}
