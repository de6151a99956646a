import ArgumentParser
import Merge
internal import Participation
import Practice
import Replica
internal import Tables

/// Days on which doctors are scheduled and not in network.
struct GapsReport: Report {
    static let number = "R4"
    static let name = "gaps"
    static let summary = "days on which doctors are scheduled and not in network"
    static let discussion = """
        For each contract that credentials each doctor: days of assignment or schedule without an \
        enrolment that counts; the most appointments first. `unknown` says that a conflict leaves \
        the days open. Appointments, people and the work booked (atRisk) are the whole schedule's, \
        whichever payor's they are; blank where the schedule does not say. Options never include \
        billing under another doctor's number; `doctor decide` writes down which one was chosen.
        """

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

    func validate() throws {
        guard asOf == nil || from == nil else {
            throw ValidationError("--from takes the place of --as-of: give one of them.")
        }
        if let first = from ?? asOf, let to, to < first {
            throw ValidationError("--to lies before the first day.")
        }
    }

    func day(_ desk: Desk) throws -> Day { try from ?? asOf ?? desk.today }

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let last = to ?? day.advanced(by: GapFinder.daysAhead)
        guard let horizon = DayRange(from: day, through: last) else {
            throw ValidationError("--to lies before today: give --from, too.")
        }
        let doctor = try doctor.map { try desk.find(.practitioner, named: $0) }
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            .gaps(
                NetworkBook(lookup), GapDecisions(lookup), within: horizon, doctor: doctor,
                office: office)
        }
    }
}
