import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What payors denied, why, and what mends it.
struct DenialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "denial",
        abstract: "See which services payors deny, why, and what mends it.",
        discussion: """
            A denial is a service of a remittance of which nothing is allowed. Its cause is \
            proposed from the payor's reason codes; what our records say of it stands beside. It \
            is over once a later remittance pays it, or the task that `denial open` made is done.
            """,
        subcommands: [ListDenials.self, ExplainDenial.self, OpenDenial.self],
        defaultSubcommand: ListDenials.self)

    /// What is open.
    struct ListDenials: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List denied services, what is due first in front.",
            discussion: """
                `fix` is a command that goes on with it; `appealBy` counts the payor's days for \
                appeals from the day of the payment.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "That office alone, by code.")
        var office: String?

        @Flag(help: "Also those that are done or overturned.")
        var all = false

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let office = try desk.heldOffice(code: office)
            let table = try desk.reading { lookup in
                let services = DeniedServices(lookup, office: office).all()
                return Table.denials(all ? services : services.filter(\.isOpen), lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// Why, by our own records.
    struct ExplainDenial: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain",
            abstract: "Say what our records know of a denied payment, and what to do.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The payment: its id, or the end of it.")
        var payment: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.reading { lookup in
                guard let payment = ObservedPayment(try lookup.view(.claimPayment, payment)) else {
                    throw DeedProblem.noSuchRecord(type: RecordType.claimPayment.name)
                }
                let services = DeniedServices(lookup).services(of: payment)
                guard !services.isEmpty else { throw Claims.OpenDenial.Problem.notDenied }
                return Table.denialFacts(services, lookup)
            }
            try output.print(table, to: console)
        }
    }

    /// Somebody takes it on.
    struct OpenDenial: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "Take a denied payment on: a task about it, with the doctor's cases.",
            discussion: """
                The task is due by --due or the last day for an appeal, whichever comes first. \
                Where the doctor is said not to be enrolled, the doctor's cases at the office are \
                linked to it. Causes: \(RootCause.allCases.map(\.rawValue).joined(separator: ", ")).
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The payment: its id, or the end of it.")
        var payment: String

        @Option(help: "Who does it, by login.")
        var assignee: String?

        @Option(help: "By which day.")
        var due: Day?

        @Option(help: "The cause, where it is not what the codes say.")
        var cause: RootCause?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = Claims.OpenDenial(payment)
            deed.assignee = assignee
            deed.dueOn = due
            deed.cause = cause
            console.tell(try perform(deed, at: desk, given, otherwise: "denial open"))
        }
    }
}

extension RootCause: ExpressibleByArgument {}
