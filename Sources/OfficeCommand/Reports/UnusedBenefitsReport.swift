import ArgumentParser
internal import Benefits
import Merge
import Replica
internal import Tables

/// What patients would lose.
struct UnusedBenefitsReport: Report {
    static let number = "R13"
    static let name = "unused-benefits"
    static let summary = "yearly maximums that are not used up, and coverages that end"
    static let discussion = """
        Coverages whose benefit year or last day lies within --within days and of whose yearly \
        maximum in network something is left, or which end. `left` is as the payor counted it; \
        `unknown` says why nobody knows. What ends first stands in front.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "How many days ahead a year or a coverage may end.")
    var within: Int64 = 90

    func validate() throws {
        guard (0...3_660).contains(within) else {
            throw ValidationError("Say how many days ahead: 0 to 3660.")
        }
    }

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.reading { lookup in
            let rows = UnusedBenefits.rows(lookup, today: day, within: within)
            return .unused(rows, title: "Unused benefits", lookup)
        }
    }
}
