import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// What only a person can decide.
struct Conflicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, look at and settle what only a person can decide.",
        subcommands: [Review.self, ListOpen.self, ShowOne.self, Resolve.self],
        defaultSubcommand: Review.self)

    /// All that is open here.
    struct ListOpen: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List open conflicts, oldest first, and rules that records break together.",
            discussion: """
                JSON: id, kind, type, record, attribute, blocking, candidates, since (UTC). Kinds: \
                siblings, edited-while-removed, and cross-record kinds such as duplicate-key, \
                which have no attribute and are settled by editing one of the records; \
                concurrent-steps and illegal-step are settled with `bridgework step retract`.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Listing([
                "id", "kind", "type", "record", "attribute", "blocking", "candidates", "since",
            ])
            for conflict in try desk.conflicts() {
                let open = conflict.open
                listing.add([
                    Conflicts.short(conflict.id), .init(open.kind), .init(open.type),
                    Conflicts.short(open.record), .init(open.attribute), .init(open.isBlocking),
                    .init(open.candidates), .init(Listing.instant(open.since)),
                ])
            }
            for cross in try desk.crossConflicts() {
                guard let first = cross.records.first else { continue }
                listing.add([
                    Conflicts.short(RecordID.v5(namespace: first, name: "\(cross)".utf8)),
                    .init(cross.kind.rawValue), .init(cross.type), Conflicts.short(first),
                    .init(""), .init(false), .init(cross.records.count), .init("", json: "null"),
                ])
            }
            listing.print(format, to: console)
            if format == .table { console.say("\(listing.count) open") }
        }
    }

    /// One, with its candidates.
    struct ShowOne: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a conflict's candidates: who wrote what, when.",
            discussion: "JSON: number, at (UTC), replica, actor, and value by field name.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The conflict's id or the end of it.")
        var id: String

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            let conflict = try desk.conflict(id)
            let open = conflict.open
            let type = try desk.type(named: open.type)
            var listing = Listing(["number", "at", "replica", "actor", "attribute", "value"])
            for (number, entry) in conflict.candidates.enumerated() {
                let fields = type[entry.attribute]?.fields ?? []
                let value = CellText.fields(entry.decoded, fields)
                listing.add([
                    .init(number + 1),
                    .init(Listing.instant(entry.origin.effectiveAt)),
                    Conflicts.short(RecordID(bits: entry.origin.replica.bits)),
                    entry.origin.actor.map { Conflicts.short($0) } ?? .init("", json: "null"),
                    .init(entry.attribute), .init(value, json: value),
                ])
            }
            listing.print(format, to: console)
            console.say(
                open.kind == FieldConflict.Kind.editedWhileRemoved.rawValue
                    ? "settle with: bridgework conflicts resolve \(id) --keep 1 (stays removed) or "
                        + "--keep 2 (in use again)"
                    : "settle with: bridgework conflicts resolve \(id) --keep NUMBER,\n"
                        + "or with a new value: FIELD=VALUE …"
            )
        }
    }

    /// Settles one.
    struct Resolve: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Settle a conflict: keep a candidate, or write a new value.",
            discussion: """
                The settlement is an ordinary write that replaces the candidates. It can be made \
                offline and travels with the next sync.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "The conflict's id or the end of it.")
        var id: String

        @Argument(help: "FIELD=VALUE … for a new value.")
        var assignments: [String] = []

        @Option(help: "The number of the candidate that stays.")
        var keep: Int?

        func validate() throws {
            guard assignments.isEmpty != (keep == nil) else {
                throw ValidationError("Give --keep NUMBER or FIELD=VALUE pairs, one of the two.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let choice = keep.map { ConflictCase.Choice.keep($0) } ?? .assign(assignments)
            let (conflict, receipt) = try desk.resolve(
                id, choice, actor: options.actor(at: desk), reason: why.reason)
            console.line(conflict.open.record.description)
            console.say(receipt)
        }
    }

    static func short(_ id: RecordID) -> Listing.Cell {
        Listing.Cell(id.description, table: String(id.description.suffix(8)))
    }
}
