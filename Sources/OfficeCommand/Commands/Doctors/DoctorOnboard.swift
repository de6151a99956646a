import ArgumentParser
import Merge
internal import Participation
import Replica
import Rulebook
import Store
internal import Tables

/// Brings a doctor into every contract.
struct DoctorOnboard: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onboard",
        abstract: "Bring a doctor into every contract of the offices, and say what is left out.",
        discussion: """
            Every contract at every office of the doctor is listed: opened (a case), told (the \
            payor decides on no doctors and gets a notice) or excluded with the reason. The hub \
            opens the cases at the next sync, and opens more while the run is open and contracts \
            or assignments are added.

            Refused: an NPI with a wrong check digit, and one on an exclusion list.

            JSON: run, contract, office, outcome, requestedOn, reason.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "The first day at work, YYYY-MM-DD.")
    var start: Day

    @Option(help: "Offices by code, as A,B; wherever the doctor is assigned if not given.")
    var offices: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let onboard = OnboardDoctor(
            npi: npi, startsOn: start, offices: offices?.listed ?? [])
        let done = try perform(onboard, at: desk, deed)
        let (onboarding, dryRun) = (done.outcome, done.isRehearsed)
        let plan = onboarding.plan
        if format == .table, !dryRun { console.line(onboarding.run.description) }
        try desk.store.read { transaction in
            let names = RecordNames(transaction.lookup)
            let listing = PairListing(
                plan.outcomes.map { (dryRun ? nil : onboarding.run, $0.pair, $0.outcome) }, names)
            listing.rows.print(format, to: console)
            for office in onboarding.assigned {
                let word = dryRun ? "would be assigned" : "is assigned"
                console.say("the doctor \(word) to \(names.word(office)) from \(start)")
            }
        }
        console.say(PairListing.sum(plan.outcomes.map(\.outcome)))
        if !dryRun { console.say("the hub opens the cases: bridgework sync") }
        console.tell(receiptOf: done)
    }
}

/// Contracts at offices, and what becomes of them.
struct PairListing {
    private(set) var rows: Table

    /// - Parameter doctors: of each row, where the rows are of several doctors.
    init(
        _ outcomes: [(run: RecordID?, pair: ContractOffice, outcome: PairOutcome)],
        of doctors: [RecordID]? = nil, _ names: RecordNames
    ) {
        rows = Table(
            ["run"] + (doctors == nil ? [] : ["doctor"])
                + ["contract", "office", "outcome", "requestedOn", "reason"])
        for (index, (run, pair, outcome)) in outcomes.enumerated() {
            let (word, day, reason): (String, Day?, String?) =
                switch outcome {
                case .opens(let day): ("opened", day, nil)
                case .notice(let day): ("told", day, nil)
                case .leftOut(let reason): ("excluded", nil, reason.rawValue)
                }
            rows.add(
                [.id(run)] + (doctors.map { [names.cell($0[index])] } ?? [])
                    + [
                        names.cell(pair.contract), names.cell(pair.office), .init(word),
                        .init(day), .init(optional: reason),
                    ])
        }
    }

    /// `4 opened + 1 told + 2 excluded = 7 contracts at offices`.
    static func sum(_ outcomes: [PairOutcome]) -> String {
        var (opened, told, excluded) = (0, 0, 0)
        for outcome in outcomes {
            switch outcome {
            case .opens: opened += 1
            case .notice: told += 1
            case .leftOut: excluded += 1
            }
        }
        return "\(opened) opened + \(told) told + \(excluded) excluded = \(outcomes.count) "
            + "contracts at offices"
    }
}
