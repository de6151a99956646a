import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// How long enrolments took.
struct OnboardingReport: Report {
    static let number = "R7"
    static let name = "onboarding"
    static let summary = "the days each enrolment spent in each state"

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        return try desk.reading { OnboardingTimes.table($0, today: day, office: office) }
    }
}
