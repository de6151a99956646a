import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What payors have to agree to before the work is done.
struct AuthorizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorization",
        abstract: "Ask payors for authorizations and predeterminations, and use what they grant.",
        discussion: """
            A prior authorization is asked for because the payor demands it (`authorization \
            rule`), a predetermination to know what it would pay. `claim check` holds a claim \
            whose authorization or attachment is missing. `workflow authorization` prints the \
            steps.
            """,
        subcommands: [
            ListAuthorizations.self, ShowAuthorization.self, AddAuthorization.self,
            StepOfAuthorization.self, Approve.self, Use.self, Attach.self, Planned.self,
            Rules.self, SetRule.self,
        ],
        defaultSubcommand: ListAuthorizations.self)

    /// Many.
    struct ListAuthorizations: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List authorizations that are not over, what is needed first in front.",
            discussion: AuthorizationsReport.discussion)

        @OptionGroup var options: DeskOptions
        @OptionGroup var report: AuthorizationsReport
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.authorizations(report, on: report.day(desk), title: nil)
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// One.
    struct ShowAuthorization: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show an authorization, what goes beside it, and what a payor would pay.",
            discussion: "`step list authorization` has its timeline.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The authorization: its id, the end of it, or the payor's number.")
        var authorization: String

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let parts = try desk.reading { lookup in
                let found = try AuthorizationBook(lookup).authorization(authorization)
                let answers = found.claimNumber.map { PaymentBook(lookup).numbered($0) } ?? []
                let estimated = answers.filter { $0.status == .predetermination }
                return TableParts([
                    ("authorization", Table.authorizations([found], on: today, lookup)),
                    ("attachments", Table.attachments(of: found, lookup)),
                    ("predeterminations", Table.payments(estimated, lookup)),
                ])
            }
            parts.print(format, to: console)
        }
    }

    /// A new one.
    struct AddAuthorization: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Say that a payor has to agree to services first, and print the new id.",
            discussion: """
                Of which kind it is follows from the payor's rules unless --kind says it. An \
                appointment names its day, doctor and office where they are not given.

                Example: bridgework authorization add 4f2a91c3 --service D7240:17 --appointment \
                3f2a91bc
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The coverage: its id, or the end of it.")
        var coverage: String

        @Option(help: "CODE, CODE:TOOTH or CODE:TOOTH:UNITS; may be repeated.")
        var service: [String]

        @Option(help: "prior or predetermination.")
        var kind: Authorization.Kind?

        @Option(help: "The day it is needed, YYYY-MM-DD.")
        var on: Day?

        @Option(help: "The appointment it is for: its id, or the end of it.")
        var appointment: String?

        @Option(help: "Who is to do the work, by NPI.")
        var doctor: String?

        @Option(help: "Where, by the office's code.")
        var office: String?

        @Option(help: "Our own number of the claim by which a predetermination is asked.")
        var claim: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AskForAuthorization(coverage, service)
            deed.kind = kind
            deed.plannedOn = on
            deed.appointment = appointment
            deed.doctor = doctor
            deed.office = office
            deed.claimNumber = claim
            console.tell(try perform(deed, at: desk, given, otherwise: "authorization add"))
        }
    }

    /// How it goes on.
    struct StepOfAuthorization: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "step", abstract: "Log how it goes on with an authorization.",
            discussion: """
                `authorization approve` enters the payor's letter. A denial has --appeal-by, a \
                request for information --info-due: of two days the earlier one counts.

                Example: bridgework authorization step 3f2a91bc submit --reference FAX-12
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The authorization: its id, the end of it, or the payor's number.")
        var authorization: String

        @Argument(help: "require, waive, prepare, submit, ack, requestInfo, sendInfo, deny, …")
        var step: Authorization.Step

        @OptionGroup var said: StepOptions

        @Option(help: "Until when the payor waits for information.")
        var infoDue: Day?

        @Option(help: "Until when a denial may be appealed.")
        var appealBy: Day?

        @Option(help: "When to look again, YYYY-MM-DD.")
        var next: Day?

        func validate() throws {
            guard step != .approve, step != .approvePartly else {
                throw ValidationError("`authorization approve` enters an approval's letter.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AdvanceAuthorization(authorization, step)
            deed.words = said.words
            deed.infoDueOn = infoDue
            deed.appealBy = appealBy
            deed.nextActionOn = next
            console.tell(try perform(deed, at: desk, given, otherwise: "authorization step"))
        }
    }

    /// What is planned and lacks its authorization.
    struct Planned: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List planned services whose authorization does not hold on their day.",
            discussion: """
                Appointments from today on whose codes the payor of a coverage asks to be \
                authorized first.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let table = try desk.reading { lookup in
                Table.lacking(PlannedServices(lookup, today: today).lacking(), lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }
}

extension Authorization.Step: ExpressibleByArgument {}

extension Authorization.Kind: ExpressibleByArgument {}
