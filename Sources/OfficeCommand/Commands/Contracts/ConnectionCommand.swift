import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
internal import Tables

/// How transactions reach payors.
struct ConnectionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connection",
        abstract: "Keep which payor takes which transaction, through which clearinghouse and id.",
        discussion: """
            Each kind (837D, 837P, 835, 270, 276, 278) is enrolled by itself: requested, tested, \
            live. A clearinghouse has to know a doctor before claims go through, so that it says \
            who is loaded. The practice's software sends; this says what is missing before a \
            claim is turned away. Offices read it, the centre writes it. `workflow connection` \
            prints the steps.
            """,
        subcommands: [
            ListConnections.self, Add.self, StepConnection.self, Load.self, Gaps.self,
        ],
        defaultSubcommand: ListConnections.self)

    /// All of them.
    struct ListConnections: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List which payor takes what, through which clearinghouse and id.",
            discussion: "`doctors` is how many the clearinghouse has loaded for claims.")

        @OptionGroup var options: DeskOptions

        @Option(help: "That payor alone, by code.")
        var payor: String?

        @Option(help: "That kind alone: 837D, 837P, 835, 270, 276 or 278.")
        var transaction: PayorConnection.Transaction?

        @Flag(help: "Also those that are ended.")
        var all = false

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.reading { lookup in
                let wanted = try payor.map { try lookup.find(.payor, $0) }
                let found = Connection.all(in: lookup).filter { connection in
                    (wanted == nil || connection.payor == wanted)
                        && (transaction == nil || connection.transaction == transaction)
                        && (all || connection.state != .ended)
                }
                return Table.connections(found, lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// New ones.
    struct Add: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note through which clearinghouse transactions reach a payor.",
            discussion: """
                One for each --transaction; their ids are printed. Enrolment begins with \
                `connection step ID request`.

                Example: bridgework connection add SDP --clearinghouse 'Sample House' \
                --transaction 837D --transaction 835 --payor-id 12345
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The payor, by code.")
        var payor: String

        @Option(help: "The clearinghouse's name.")
        var clearinghouse: String

        @Option(help: "837D, 837P, 835, 270, 276 or 278; may be repeated.")
        var transaction: [PayorConnection.Transaction]

        @Option(help: "The payor's id there.")
        var payorId: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AddConnections(payor, through: clearinghouse, transaction)
            deed.payorId = payorId
            let done = try perform(deed, at: desk, given, otherwise: "connection add")
            for id in done.outcome { console.line(id.description) }
            console.tell(receiptOf: done)
        }
    }

    /// How it goes on.
    struct StepConnection: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "step", abstract: "Log how it goes on with an enrolment.",
            discussion: """
                Steps: request, test, activate, reject, suspend, end, reopen.

                Example: bridgework connection step 3f2a91bc request --reference T-77 --next \
                2027-02-15
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The connection: its id, or the end of it.")
        var connection: String

        @Argument(help: "The step.")
        var step: PayorConnection.Step

        @OptionGroup var said: StepOptions

        @Option(help: "The payor's id there.")
        var payorId: String?

        @Option(help: "When to look again, YYYY-MM-DD.")
        var next: Day?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AdvanceConnection(connection, step)
            deed.words = said.words
            deed.payorId = payorId
            deed.nextActionOn = next
            console.tell(try perform(deed, at: desk, given, otherwise: "connection step"))
        }
    }

    /// Whom the clearinghouse knows.
    struct Load: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note which doctors a clearinghouse has loaded, or with --remove has not.",
            discussion: "Example: bridgework connection load 3f2a91bc --doctor 2000000002")

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The connection: its id, or the end of it.")
        var connection: String

        @Option(help: "A doctor, by NPI; may be repeated.")
        var doctor: [String]

        @Flag(help: "It has them no more.")
        var remove = false

        func run(_ desk: Desk, _ console: Console) async throws {
            let deed = LoadDoctors(connection, doctor, isRemoval: remove)
            console.tell(try perform(deed, at: desk, given, otherwise: "connection load"))
        }
    }

    /// What is missing.
    struct Gaps: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what keeps transactions from payors with a contract.",
            discussion: """
                A payor with a contract in force that has no connection for claims (837D) or \
                remittances (835); one that was asked for a month ago, or whose day to look again \
                has come; one that is rejected or suspended; doctors whose cases are in force and \
                whom the clearinghouse has not loaded. Nothing is listed until the register has a \
                connection.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let table = try desk.reading { lookup in
                Table.connectionGaps(ConnectionGaps(lookup, today: today).all(), lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }
}

extension PayorConnection.Step: ExpressibleByArgument {}

extension PayorConnection.Transaction: ExpressibleByArgument {}
