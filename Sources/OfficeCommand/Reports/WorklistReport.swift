import ArgumentParser
import Merge
import Practice
internal import Records
import Replica
internal import Tables

/// The day's work, ranked.
struct WorklistReport: Report {
    static let number = "R23"
    static let name = "worklist"
    static let summary = "the day's work by money at risk and days left, with who has it"
    static let discussion = Table.ranking

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "Only what that user has, by login; none for what nobody has.")
    var owner: String?

    @Flag(help: "Only what money is at risk of.")
    var money = false

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let isFree = owner == "none"
        let user = try isFree ? nil : desk.actor(login: owner)
        let items = try desk.worklist(on: day).filter { item in
            (owner == nil || item.owner == user) && (!money || (item.atRisk ?? 0) > 0)
        }
        return try desk.reading { lookup in
            .worklist(items, title: "The day's work", lookup)
        }
    }
}
