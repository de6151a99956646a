import ArgumentParser
internal import Claims
import Merge
import Replica
internal import Tables

/// Claims that have not gone out, and why.
struct HeldClaimsReport: Report {
    static let number = "R12"
    static let name = "held-claims"
    static let summary = "claims that have not gone out, with what is against each"
    static let discussion = """
        Drafts, held and rejected claims and those to be mended, as of the day, each reason with \
        the command that mends it; `filing` says until when the payor takes the claim. \
        `claim check` holds and lets go.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            let all = ClaimBook(lookup).all()
            let checker = ClaimChecker(lookup, claims: all, today: day)
            let unsent = all.filter { claim in
                claim.isUnsent && !claim.isOver(on: day)
                    && (office == nil || claim.office == office)
            }
            return .checks(unsent.map { checker.check($0) }, title: "Claims held", lookup)
        }
    }
}
