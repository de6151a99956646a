import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What was done under Medicaid.
struct MedicaidReport: Report {
    static let number = "R24"
    static let name = "medicaid"
    static let summary = "Medicaid use by month or quarter: visits, services, charged and paid"
    static let discussion = """
        Claims of coverages whose plan is of the kind medicaid (`edit insurance_plan CODE \
        planKind=medicaid`), by the day of service: those that went out and were not turned away. \
        A claim in the place of another counts instead of it, one that was taken back not at all. \
        A visit is a patient and a day. `paid` is what remittances say so far. A claim whose \
        coverage nobody knows is of no programme: `claim list` names such claims, `claim match` \
        mends them.
        """

    @Option(help: "Services until that day; today if not given.")
    var asOf: Day?

    @Option(help: "Services from that day on; the first of January if not given.")
    var from: Day?

    @Option(help: "month or quarter.")
    var by: MedicaidUse.Period = .month

    @Option(help: "That office alone, by code.")
    var office: String?

    @Flag(help: "Each code in a row of its own.")
    var codes = false

    /// It would end before it begins.
    struct NoDays: Error, CustomStringConvertible {
        let description = "--from is after the last day: say an earlier one"
    }

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        let first = from ?? Day(String(day.description.prefix(4)) + "-01-01") ?? day
        guard let days = DayRange(from: first, through: day) else {
            throw NoDays()
        }
        return try desk.reading { lookup in
            let use = MedicaidUse(lookup, office: office, within: days, by: by, byCode: codes)
            return .medicaidUse(use, byCode: codes, title: "Medicaid use, \(days)", lookup)
        }
    }
}

extension MedicaidUse.Period: ExpressibleByArgument {}
