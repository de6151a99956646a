import ArgumentParser
import Merge
import Practice
import Replica

/// Days on which doctors are scheduled and not in network (R4).
struct DoctorGaps: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "List the days on which doctors are expected and not in network.",
        discussion: """
            For each contract that credentials each doctor: days of assignment or schedule without \
            an enrolment that counts; the most appointments first. `unknown` says that a conflict \
            leaves the days open. Appointments, people and the work booked (atRisk) are the whole \
            schedule's, whichever payor's they are; blank where the schedule does not say. \
            Options never include billing under another doctor's number; `doctor decide` writes \
            down which one was chosen. \
            Printed as `bridgework report` prints.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "From this day over the next \(GapFinder.daysAhead); today if not given.")
    var asOf: Day?

    @Option(help: "The first day to look at, instead of --as-of.")
    var from: Day?

    @Option(help: "The last day to look at.")
    var to: Day?

    @Option(help: "That doctor alone, by NPI.")
    var doctor: String?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        guard asOf == nil || from == nil else {
            throw ValidationError("--from takes the place of --as-of: give one of them.")
        }
        if let first = from ?? asOf, let to, to < first {
            throw ValidationError("--to lies before the first day.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let first = try from ?? asOf ?? desk.today
        let horizon = DayRange(
            from: first, through: to ?? first.advanced(by: GapFinder.daysAhead))
        guard let horizon else {
            throw ValidationError("--to lies before today: give --from, too.")
        }
        let doctor = try doctor.map { try desk.find(.practitioner, named: $0) }
        let office = try desk.heldOffice(code: office)
        let table = try desk.reading { lookup in
            ReportTable.gaps(
                NetworkBook(lookup), GapDecisions(lookup), within: horizon, doctor: doctor,
                office: office)
        }
        table.print(format, try ReportFooter(desk, asOf: first), to: console)
    }
}
