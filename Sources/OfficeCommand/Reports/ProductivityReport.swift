import ArgumentParser
import Merge
import Practice
import Records
import Replica
internal import Tables

/// What people did.
struct ProductivityReport: Report {
    static let number = "R22"
    static let name = "productivity"
    static let summary = "the steps that each user logged, and the contacts with payors"
    static let discussion = """
        Verifications, cases, notices, claims and all else that moves by steps: how often each \
        user logged each step, on how many records and days. It covers the month of --as-of until \
        that day, or from the day that --from names. What a program or the hub did by itself is \
        nobody's work.
        """

    @Option(help: "Until which day; today if not given.")
    var asOf: Day?

    @Option(help: "From which day on; the first of that month if not given.")
    var from: Day?

    @Option(help: "That user alone, by login.")
    var user: String?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let (year, month, _) = day.civil
        let start = from ?? Day(year: year, month: month, day: 1) ?? day
        guard start <= day else {
            throw ValidationError("--from lies after the last day of the report.")
        }
        return try desk.reading { lookup in
            let user = try user.map { try lookup.find(.user, $0) }
            return Productivity.table(lookup, from: start, through: day, user: user)
        }
    }
}
