import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// Where each claim stands, and why.
struct ClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "See where claims stand, check them before they go out, and follow them up.",
        discussion: """
            Claims come in by `bridgework import x12` from the files of the practice's software \
            (837), answers to them too (277, 277CA, 999). What was paid or denied is read from \
            remittances. Bridgework sends no claims.
            """,
        subcommands: [
            ListClaims.self, ShowClaim.self, Check.self, MatchClaim.self, StepClaim.self,
            AttachClaim.self, Secondary.self,
        ],
        defaultSubcommand: ListClaims.self)

    /// Claims with their states.
    struct ListClaims: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List claims that are not over, the oldest in front.",
            discussion: """
                A state that is read, not logged: paid, partiallyPaid and denied from remittances, \
                followUp after 30 days without news. `days` counts from the day of service.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "That office alone, by code.")
        var office: String?

        @Option(help: "Only in that state, such as denied.")
        var state: String?

        @Flag(help: "Also those that are over.")
        var all = false

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard state.map({ Claim.State(rawValue: $0) != nil }) ?? true else {
                throw ValidationError(
                    "There is no such state. There are "
                        + "\(Workflow.claim.states.map(\.name).joined(separator: ", ")).")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let office = try desk.heldOffice(code: office)
            let today = try desk.today
            let table = try desk.reading { lookup in
                let wanted = ClaimBook(lookup).all(office: office).filter { claim in
                    state.map { $0 == claim.state(on: today).rawValue }
                        ?? (all || !claim.isOver(on: today))
                }
                return Table.claims(wanted, on: today, lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// One claim.
    struct ShowClaim: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a claim's services and what was paid of it.",
            discussion: """
                `step list claim` has its timeline, `remittance show` the reasons of a payment.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The claim: its number, its id, or the end of it.")
        var claim: String

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let (found, parts) = try desk.reading { lookup in
                let found = try ClaimBook(lookup).claim(claim)
                let parts = TableParts([
                    ("lines", Table.lines(of: found)),
                    ("payments", Table.payments(found.payments, lookup)),
                ])
                return (found, parts)
            }
            console.say("claim \(found.id.suffix), \(found.state(on: today).rawValue)")
            parts.print(format, to: console)
        }
    }

    /// What is against claims.
    struct Check: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is against claims, and hold those that have not gone out.",
            discussion: """
                Checked are coverage, network, licence and exclusion of the doctor, and codes, \
                each on the day of service; the same service sent before; the payor's days for \
                filing; the authorizations and attachments that its payor asks for; how often the \
                plan pays. Each reason has the command that mends it. A claim that has not gone \
                out is held, or let go once nothing is against it any more; others are only looked \
                at.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The claim: its number, its id, or the end of it; all drafts if not given.")
        var claim: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let done = try perform(CheckClaims(claim), at: desk, given, otherwise: "claim check")
            let table = try desk.reading { lookup in Table.checks(done.outcome, lookup) }
            try output.print(table, heldBy: desk.office, to: console)
            let clear = done.outcome.count(where: \.isClear)
            console.say(
                "\(Counted(done.outcome.count, "claim")) looked at, nothing against \(clear)")
            console.tell(receiptOf: done)
        }
    }

    /// Says whose it is.
    struct MatchClaim: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match", abstract: "Say whose claim it is.",
            discussion: """
                A coverage names its patient and its payor. What is not named stays as it was \
                matched before. An office can be said where nobody knew it.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The claim: its number, its id, or the end of it.")
        var claim: String

        @Option(help: "The coverage that pays: its id, or the end of it.")
        var coverage: String?

        @Option(help: "Who did the work, by NPI.")
        var doctor: String?

        @Option(help: "Where, by the office's code.")
        var office: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = Claims.MatchClaim(claim)
            deed.coverage = coverage
            deed.doctor = doctor
            deed.office = office
            console.tell(try perform(deed, at: desk, given, otherwise: "claim match"))
        }
    }

    /// How it goes on.
    struct StepClaim: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "step", abstract: "Log how it goes on with a claim.",
            discussion: """
                It goes by the state that is shown, also where that is read from a remittance: a \
                denied claim may be put toFix, toAppeal or writeOff. `workflow claim` prints all.

                Example: bridgework claim step PMS1001 contact --comment 'in process' --next \
                2027-02-15
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The claim: its number, its id, or the end of it.")
        var claim: String

        @Argument(help: "The step.")
        var step: Claim.Step

        @OptionGroup var said: StepOptions

        @Option(help: "When to look again, YYYY-MM-DD.")
        var next: Day?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AdvanceClaim(claim, step)
            deed.words = said.words
            deed.nextActionOn = next
            console.tell(try perform(deed, at: desk, given, otherwise: "claim step"))
        }
    }
}

extension Claim.Step: ExpressibleByArgument {}
