package import ArgumentParser
import Merge

/// Which change sets are wanted.
package struct HistoryOptions: ParsableArguments, Sendable {
    @Option(help: "Only change sets that touched this record: its id or the end of it.")
    var record: String?

    @Option(help: "Only what this user wrote, by login.")
    var actor: String?

    @Option(help: "Only what this office wrote, by its code; or centre, or hub.")
    package var office: String?

    @Option(help: "Only this day, YYYY-MM-DD, by the writers' clocks in UTC.")
    var day: Day?

    @Option(help: "From this day on.")
    var from: Day?

    @Option(help: "Through this day.")
    var to: Day?

    @Option(help: "At most so many.")
    var limit: Int = 50

    @Option(help: "Go on with what came before this number.")
    var before: Int64?

    @Option(help: "Oldest first, from the one after this number on: to follow what comes.")
    var after: Int64?

    @OptionGroup var output: ListingOptions

    package init() {}

    package func validate() throws {
        guard limit > 0, after ?? 0 >= 0, before ?? 1 >= 1 else {
            throw ValidationError(
                "--limit and --before take a number from 1 on, --after one from 0 on.")
        }
        guard after == nil || before == nil else {
            throw ValidationError("Give --before or --after, one of the two.")
        }
        guard day == nil || (from == nil && to == nil) else {
            throw ValidationError("Give --day, or --from and --to.")
        }
        if let from, let to, to < from { throw ValidationError("--to lies before --from.") }
    }

    func takes(_ other: Day) -> Bool {
        (day.map { $0 == other } ?? true) && (from.map { $0 <= other } ?? true)
            && (to.map { other <= $0 } ?? true)
    }

    /// How the lines are to be read, for `--help`.
    package static let discussion = """
        One line per change set, the one that was taken in last first, without any stored value. \
        JSON: number (for --before and --after), at (by the writer's clock, UTC), account (office \
        code, centre, hub or unknown), actor, replica, reason, writes (how many with which \
        verdict), records (how many), types, changeSet.
        """
}
