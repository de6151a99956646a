import ArgumentParser
internal import Benefits
import Merge
internal import Records
import Replica
import Rulebook
internal import Tables

/// Coverages to be verified, by appointment and age.
struct VerificationsReport: Report {
    static let number = "R10"
    static let name = "verifications"
    static let summary = "coverages to be verified, by appointment, with who does it"
    static let discussion = """
        A coverage has to be verified when it never was, when it was asked for, when the payor's \
        last word is older than 30 days (or the payor's own window), when coverage or plan \
        changed since, and in a new benefit year. The next appointment stands in front, then what \
        was never verified, then the oldest. `appointment` is the patient's next one at an office \
        whose appointments this store holds.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "Appointments of that office alone, by code.")
    var office: String?

    @Option(help: "Only with an appointment at most so many days ahead.")
    var within: Int64?

    @Option(help: "Only those that somebody has, by login.")
    var assignee: String?

    @Flag(help: "Only those that nobody has.")
    var free = false

    func validate() throws {
        guard within.map({ (0...3_660).contains($0) }) ?? true else {
            throw ValidationError("Say how many days ahead: 0 to 3660.")
        }
        guard assignee == nil || !free else {
            throw ValidationError("Say --assignee or --free, not both.")
        }
    }

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.verifications(self, on: day, title: "Coverages to be verified")
    }
}

extension Desk {
    /// What a report asks for, as rows.
    func verifications(
        _ wanted: VerificationsReport, on day: Day, title: String?
    ) throws -> Table {
        let office = try heldOffice(code: wanted.office)
        return try reading { lookup in
            let assignee = try wanted.assignee.map { name throws(DeedProblem) in
                try lookup.find(.user, name)
            }
            let needs = VerificationNeeds(lookup, today: day).all().filter { need in
                let visit = need.appointment.flatMap { lookup.record($0) }
                guard office == nil || visit?[Appointment.office] == office,
                    !wanted.free || need.assignee == nil,
                    assignee == nil || need.assignee == assignee
                else { return false }
                guard let within = wanted.within else { return true }
                return need.appointmentOn.map { $0 <= day.advanced(by: within) } ?? false
            }
            return .verifications(needs, title: title, lookup)
        }
    }
}
