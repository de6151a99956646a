import ArgumentParser
internal import Claims
import Merge
import Replica
internal import Tables

/// Claims that are out and not answered.
struct OutstandingReport: Report {
    static let number = "R8"
    static let name = "outstanding-claims"
    static let summary = "claims that are out and not paid, with the days they wait"
    static let discussion = """
        Sent and not over: waiting, asked about, rejected, denied, in appeal. `days` counts from \
        the day of service. A claim whose next action lies ahead is left out unless --all: \
        somebody looked at it and said when to look again.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "At least so many days since the day of service.")
    var minDays: Int64 = 0

    @Flag(help: "Also those that somebody put off to a later day.")
    var all = false

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            let claims = ClaimBook(lookup).all(office: office).filter { claim in
                guard claim.isOutstanding(on: day) else { return false }
                if !all, let next = claim.nextActionOn, day < next { return false }
                return claim.servedFrom.map { minDays <= day.number - $0.number } ?? true
            }
            return .claims(claims, on: day, title: "Outstanding claims", lookup)
        }
    }
}
