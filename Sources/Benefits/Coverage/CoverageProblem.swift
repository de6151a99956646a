/// Why something about a coverage was not done; nothing was changed.
package enum CoverageProblem: Error, Equatable, CustomStringConvertible {
    case foreignCoverage
    case foreignEstimate
    case repeatedCoverage
    case throughOfActive
    case notServed
    case servedAhead
    case verifiedAhead
    case noOffice

    package var description: String {
        switch self {
        case .foreignCoverage:
            "a coverage in the order is another patient's: `coverage list --patient` shows whose"
        case .foreignEstimate:
            "the estimate to take the place of is another patient's, office's or day's: "
                + "`bridgework fees estimates` shows whose; give this one without --instead-of"
        case .repeatedCoverage: "one coverage stands twice in the order: name each once"
        case .throughOfActive:
            "a coverage that is active has no last day to report: say --inactive, or drop --through"
        case .noOffice: "this replica is no office's: name the treating one with --office"
        case .servedAhead:
            "an earlier service has a day up to that of the payor's word: an appointment goes with "
                + "--appointment"
        case .verifiedAhead:
            "the day of a payor's word lies ahead: `coverage request` asks for one to come"
        case .notServed: "a service is written CODE:YYYY-MM-DD or CODE:YYYY-MM-DD:TOOTH"
        }
    }
}
