import ArgumentParser
import Merge
import Replica
internal import Tables

/// What patients were told on the strength of a fee schedule.
struct FeesEstimates: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimates",
        abstract: "List estimates given to patients whose fees have changed since.",
        discussion: """
            An estimate that was given (`estimate --give`) stays as it was shown. This lists those \
            for which another version holds on the day of service now, because of a recall, a \
            correction or a version that begins before the visit, and prices a service otherwise, \
            and those whose schedule is not held here any more. That another schedule is assigned \
            since is not seen: give those estimates anew after `fees assign`. With --number it \
            lists every estimate that rests on that version. An office lists what its patients \
            were given.

            JSON: serviceOn, office, patient, name, estimate, givenOn, services, patientShare, \
            isChanged, changes.

            Example: bridgework fees estimates SDP-F --number 2
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The fee schedule's code; all if not given.")
    var schedule: String?

    @Option(help: "Every estimate that rests on this version, changed or not.")
    var number: Int64?

    @Option(help: "Only days of service from this one on, YYYY-MM-DD.")
    var from: Day?

    @OptionGroup var output: ListingOptions

    func validate() throws {
        guard number == nil || schedule != nil else {
            throw ValidationError("A --number belongs to a schedule: name it.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let table = try desk.givenEstimates(of: schedule, version: number, from: from)
        try output.print(table, heldBy: desk.office, to: console)
        if output.format == .table { console.say("estimates given: \(table.rows.count)") }
    }
}
