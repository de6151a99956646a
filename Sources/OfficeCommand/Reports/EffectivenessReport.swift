import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// What each contract is worth.
struct EffectivenessReport: Report {
    static let number = "R6"
    static let name = "network-effectiveness"
    static let summary = "what each contract's fees make of the offices' volumes"

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.reading { NetworkEffectiveness($0, on: day).table }
    }
}
