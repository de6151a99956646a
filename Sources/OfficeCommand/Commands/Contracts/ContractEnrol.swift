import ArgumentParser
import Merge
internal import Participation
import Replica
import Rulebook
import Store
internal import Tables

/// Fans doctors into one contract.
struct ContractEnrol: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Bring the doctors who work where a contract holds into it.",
        discussion: """
            For a contract that is signed after its doctors were onboarded. Each doctor gets a \
            run for this contract alone; doing it again changes nothing. A doctor on an exclusion \
            list is refused; where no NPI is named, the pairs are listed as excluded, with why.

            JSON: run, doctor, contract, office, outcome, requestedOn, reason.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The contract's code.")
    var contract: String

    @Option(help: "Only these doctors, as NPI,NPI.")
    var doctors: String?

    @Option(help: "The first day to ask for, YYYY-MM-DD; today if not given.")
    var start: Day?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let enrol = EnrolDoctors(
            contract: contract, npis: doctors?.listed ?? [], startsOn: try start ?? desk.today)
        let done = try perform(enrol, at: desk, deed)
        let enrolling = done.outcome
        let outcomes = enrolling.flatMap(\.outcomes)
        try desk.store.read { transaction in
            let names = RecordNames(transaction.lookup)
            EnrolListing(enrolling, isRehearsed: done.isRehearsed, names).rows
                .print(format, to: console)
        }
        console.say(
            "\(enrolling.count { $0.run != nil }) of \(Counted(enrolling.count, "doctor")); "
                + PairListing.sum(outcomes.map(\.outcome)))
        console.tell(receiptOf: done)
    }
}

/// Doctors who are taken into a contract, office by office.
struct EnrolListing {
    let rows: Table

    init(_ enrolling: [EnrolDoctors.Enrolling], isRehearsed: Bool, _ names: RecordNames) {
        let all = enrolling.flatMap { one in
            one.outcomes.map { (doctor: one.doctor, run: one.run, $0.pair, $0.outcome) }
        }
        self.rows =
            PairListing(
                all.map { (isRehearsed ? nil : $0.run, $0.2, $0.3) }, of: all.map(\.doctor), names
            ).rows
    }
}
