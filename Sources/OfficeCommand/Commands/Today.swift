import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// The day's work.
struct Today: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what waits for you, the most urgent first.",
        discussion: """
            At an office: what the office can do. At the centre: the whole group's. Everything is \
            worked out from what this replica holds, with or without a line to the hub. \
            \(Table.ranking)

            JSON: an array of objects with urgency, due, kind, atRisk, about, owner, id and next.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "As if it were that day, YYYY-MM-DD.")
    var asOf: Day?

    @Option(help: "Only this kind of work.")
    var kind: WorkItem.Kind?

    @Option(help: "At most this many items.")
    var limit: Int = 40

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try asOf ?? desk.today
        let all = try desk.worklist(on: day)
        let wanted = all.filter { kind == nil || $0.kind == kind }
        let listing = try desk.reading { lookup in
            Table.worklist(wanted.prefix(limit), lookup)
        }
        try output.print(listing, to: console)
        if wanted.isEmpty { console.say("nothing waits") }
        if wanted.count > limit {
            console.say("\(wanted.count - limit) more; --limit shows them")
        }
    }
}

extension WorkItem.Kind: ExpressibleByArgument {}
