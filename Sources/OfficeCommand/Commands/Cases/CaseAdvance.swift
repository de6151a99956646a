import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
import Store
internal import Tables

/// Takes a step on one case or on many.
struct CaseAdvance: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Log a step on cases: one letter may advance many, all of them or none.",
        discussion: """
            Name the cases by id, or choose them with --where, --doctor, --contract, --office, \
            --run and --state. Steps: \
            \(Workflow.enrollment.steps.joined(separator: ", ")), retract. \
            `bridgework workflow enrollment` shows which is legal when and what it needs.

            loaded, recorded, correctEffective and retroGranted write the effective date under \
            their document, termNotice the last day. Two letters that disagree both stand, and \
            the case answers "unknown" until one supersedes the other: correctEffective \
            --document LETTER --supersedes OTHER --effective DAY. Two steps that do not agree are \
            settled by retracting one: case advance ID retract --step NUMBER --comment WHY.

            Examples: bridgework case advance --where contract=SC01 --where state=inReview \
            credentialingApproved --on 2026-11-20; bridgework case advance 3f2a91bc loaded \
            --effective 2026-12-01 --document letter.pdf

            JSON: id, before, after.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var filter: WorkFilter
    @OptionGroup var step: CaseStepOptions

    @Argument(help: "[ID …] STEP")
    var words: [String]

    @Option(name: .customLong("step"), help: "With retract: the step's number in `case show`.")
    var number: Int?

    @Option(help: "With termNotice: doctorLeft, officeLeft, contractEnded, payorTerminated, …")
    var termReason: TermReason?

    @Option(help: "With deficiency: what the payor asks for; may be repeated.")
    var blocker: [String] = []

    @Option(help: "When to look at it again, YYYY-MM-DD.")
    var nextAction: Day?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    enum TermReason: String, CaseIterable, ExpressibleByArgument {
        case doctorLeft, officeLeft, contractEnded, payorTerminated, lapsed, other
    }

    func validate() throws {
        try filter.validate(steps: words)
        guard (words.last == Workflow.retract) == (number != nil) else {
            throw ValidationError("retract and --step NUMBER go together.")
        }
        guard blocker.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 150 }) else {
            throw ValidationError("--blocker takes up to 150 bytes.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        var request = try step.request(words.last ?? "", console)
        request.termReason = termReason?.rawValue
        request.blockers = blocker
        request.nextActionOn = nextAction
        request.retracts = number
        let advance = AdvanceCases(filter.selection(named: words.dropLast()), request)
        let done = try desk.perform(
            advance, by: signature(at: desk, deed.reason), isDryRun: deed.dryRun
        ) { stepped, lookup in
            StepListing.stepped(stepped, in: lookup)
        }
        done.outcome.print(format, to: console)
        if format == .table { console.say("\(Counted(done.outcome.count, "case")) took the step") }
        console.tell(receiptOf: done)
    }
}

extension Workflow {
    /// The words of its steps, in the order of the table.
    var steps: [String] {
        var seen: Set<String> = []
        return transitions.filter(\.isLogged).map(\.event).filter { seen.insert($0).inserted }
    }
}
