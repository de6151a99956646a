import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What is open in the practice's ledger.
struct ReceivableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receivable",
        abstract: "See what is open, by the practice's own ledger, and go after it.",
        discussion: """
            The ledger stays in the practice's software. `bridgework import receivables` takes a \
            snapshot of it in: a newer one takes the place of the last, each office has its own. \
            `report ageing` sums them by age, `report patient-balances` says what patients can be \
            billed.
            """,
        subcommands: [ListReceivables.self, Follow.self],
        defaultSubcommand: ListReceivables.self)

    /// One by one.
    struct ListReceivables: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List what is open in each office's newest snapshot, the oldest in front.",
            discussion: """
                `days` counts from the day of service to the snapshot's day. `task` is the one \
                that is about it and not done.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "That office alone, by code.")
        var office: String?

        @Option(help: "Only what patient or insurance owes.")
        var debtor: Receivable.Debtor?

        @Option(help: "Only what is at least so many days old.")
        var minDays: Int64?

        @Flag(help: "Only what was sent to collections.")
        var collections = false

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let office = try desk.heldOffice(code: office)
            let table = try desk.reading { lookup in
                let wanted = ReceivableBook(lookup).open(office: office).filter { item in
                    (debtor == nil || item.debtor == debtor)
                        && (minDays.map { $0 <= item.days } ?? true)
                        && (!collections || item.isInCollections)
                }
                return Table.receivables(wanted, lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// A task about one.
    struct Follow: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have somebody go after what is open: a task, whose id is printed.",
            discussion: """
                One task at a time is about an item; `step log task ID done` ends it.

                Example: bridgework receivable follow L-1001 --assignee ada --due 2027-02-01
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The receivable: its number, its id, or the end of it.")
        var item: String

        @Option(help: "Who does it, by login.")
        var assignee: String?

        @Option(help: "The last day, YYYY-MM-DD.")
        var due: Day?

        @Option(help: "What to call it.")
        var title: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = FollowReceivable(item)
            deed.assignee = assignee
            deed.dueOn = due
            deed.title = title
            console.tell(try perform(deed, at: desk, given, otherwise: "receivable follow"))
        }
    }
}

extension Receivable.Debtor: ExpressibleByArgument {}
