import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
import Store
internal import Tables

/// Takes a step on one notice or on many.
struct NoticeAdvance: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Log a step on notices: send, ack, confirm, reject, cancel or retract.",
        discussion: """
            Name the notices by id, or choose them with --where, --doctor, --contract, --office, \
            --run and --state; all of them take the step or none. send keeps what the payor is \
            told on the notice, and takes along the other notices that the same letter tells \
            (`notice print`); what goes by mail needs a complete letter.

            confirm takes the payor's day and its letter: --effective DAY --document FILE. Of \
            a new office it is the first day in network, of one that is left the last; the \
            cases of the doctor there get the date in the same change.

            Example: bridgework notice advance --run 3f2a91bc --state draft send --channel email

            JSON: id, before, after.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var filter: WorkFilter
    @OptionGroup var step: CaseStepOptions

    @Argument(help: "[ID …] STEP")
    var words: [String]

    @Option(
        name: .customLong("step"), help: "With retract: the step's number in `notice show`.")
    var number: Int?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        try filter.validate(steps: words)
        guard (words.last == Workflow.retract) == (number != nil) else {
            throw ValidationError("retract and --step NUMBER go together.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        var request = try step.request(words.last ?? "", console)
        request.retracts = number
        let advance = AdvanceNotices(filter.selection(named: words.dropLast()), request)
        let done = try desk.perform(
            advance, by: signature(at: desk, deed.reason), isDryRun: deed.dryRun
        ) { stepped, lookup in
            StepListing.stepped(stepped, in: lookup)
        }
        done.outcome.print(format, to: console)
        if format == .table {
            console.say("\(Counted(done.outcome.count, "notice")) took the step")
        }
        console.tell(receiptOf: done)
    }
}
