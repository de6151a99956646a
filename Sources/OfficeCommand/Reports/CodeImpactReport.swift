import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// What the newest codes touch.
struct CodeImpactReport: Report {
    static let number = "R16"
    static let name = "code-impact"
    static let summary = "what the newest dental code set changes in fees, rules and maps"

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.reading { FeeReports.newestCodeImpact($0, today: day) }
    }
}
