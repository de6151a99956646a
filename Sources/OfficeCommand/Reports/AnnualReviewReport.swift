import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// What is to be looked at once a year.
struct AnnualReviewReport: Report {
    static let number = "R5b"
    static let name = "annual-review"
    static let summary = "fee schedules and plans whose yearly review falls due"

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.reading { FeeReports.annualReview($0, today: day) }
    }
}
