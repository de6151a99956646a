import ArgumentParser
internal import Fees
import Merge
internal import Records
import Replica
internal import Tables

/// How far each office is with each fee version.
struct RolloutReport: Report {
    static let number = "R5"
    static let name = "fee-rollout"
    static let summary = "which office has received, staged, applied each fee version"

    @Argument(help: "The fee schedule's code; all if not given.")
    var schedule: String?

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Flag(help: "Only offices that do not use a version that holds already.")
    var late = false

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try rollout(desk, on: day).table
    }

    /// The rows, and how many of them are late.
    func rollout(_ desk: Desk, on day: Day) throws -> (table: Table, late: Int) {
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            let schedule = try schedule.map { try lookup.feeSchedule($0).view.id }
            let rollout = FeeRollout(lookup, schedule: schedule, office: office, today: day)
            return ((late ? rollout.late : rollout).table(lookup), rollout.late.rows.count)
        }
    }
}
