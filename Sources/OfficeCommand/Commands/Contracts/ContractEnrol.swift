import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// Fans doctors into one contract.
struct ContractEnrol: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Bring the doctors who work where a contract holds into it.",
        discussion: """
            For a contract that is signed after its doctors were onboarded. Each doctor gets a \
            run for this contract alone; doing it again changes nothing. A doctor on an exclusion \
            list is refused; where no NPI is named, the pairs are listed as excluded, with why.

            JSON: run, contract, office, outcome, requestedOn, reason.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption

    @Argument(help: "The contract's code.")
    var contract: String

    @Option(help: "Only these doctors, as NPI,NPI.")
    var doctors: String?

    @Option(help: "The first day to ask for, YYYY-MM-DD; today if not given.")
    var start: Day?

    @Flag(help: "Say what would happen, and write nothing.")
    var dryRun = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let (enrolling, receipt) = try desk.enrol(
            contract: contract, npis: doctors?.listed ?? [], startsOn: start ?? desk.today,
            isDryRun: dryRun, actor: options.actor(at: desk), reason: why.reason)
        let outcomes = enrolling.flatMap(\.outcomes)
        try desk.store.read { transaction in
            let names = RecordNames(StoreLookup(transaction))
            let rows = enrolling.flatMap { one in
                one.outcomes.map { (dryRun ? nil : one.run, $0.pair, $0.outcome) }
            }
            PairListing(rows, names).rows.print(format, to: console)
        }
        console.say(
            "\(enrolling.count { $0.run != nil }) of \(Counted(enrolling.count, "doctor")); "
                + PairListing.sum(outcomes.map(\.outcome)))
        console.say(receipt)
    }
}
