import ArgumentParser
import Merge
import Replica
internal import Tables

/// What waits for a person.
struct OpenMattersReport: Report {
    static let number = "R18"
    static let name = "open"
    static let summary = "conflicts and proposals that wait, the oldest first"

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.openMatters(on: day)
    }
}
