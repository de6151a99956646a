import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

extension Conflicts {
    /// Takes a settlement back.
    struct Undo: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a settlement back: the conflict stands again with its candidates.",
            discussion: """
                It works on the replica where the conflict was settled, while nobody has written \
                there since; `conflicts settled` lists what can be taken back. A step that was \
                annulled stays so, and so does what an answer about two records shared: a \
                patient's offices, a payor or plan that became the group's. Prints the conflict's \
                id.

                With --matching, every settlement that --type, --attribute and --change-set name \
                is taken back, 500 at a time; what cannot be is counted and left. Prints counts by \
                type and outcome.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption
        @OptionGroup var which: SettledOptions

        @Argument(help: "The conflict's id or the end of it.")
        var id: String?

        @Flag(help: "Take back every settlement that the filters name.")
        var matching = false

        @Flag(help: "Say what would happen, and write nothing.")
        var dryRun = false

        @Option(help: "table, json or csv, of what --matching did.")
        var format: OutputFormat = .table

        func validate() throws {
            guard why.reason.contains(where: { !$0.isWhitespace }) else {
                throw ValidationError("Say why with --reason TEXT.")
            }
            guard (id != nil) != matching else {
                throw ValidationError("Name a conflict by its id, or give --matching.")
            }
            guard !matching || which.isAny else {
                throw ValidationError(
                    "--matching takes back many: name them with --type, --attribute or "
                        + "--change-set.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let actor = try options.actor(at: desk)
            guard !matching else { return try undoAll(desk, console, actor) }
            let (conflict, receipt) = try desk.undoSettlement(
                id ?? "", isDryRun: dryRun, actor: actor, reason: why.reason)
            console.tell(conflict.description, receipt, isRehearsed: dryRun)
        }

        private func undoAll(_ desk: Desk, _ console: Console, _ actor: RecordID?) throws {
            let tally = try desk.undoSettlements(
                try which.filter(at: desk), isDry: dryRun, actor: actor, reason: why.reason)
            var listing = Table(["type", "outcome", "conflicts"])
            for (outcome, count) in tally.counts.sorted(by: { $0.key < $1.key }) {
                listing.add([.init(outcome.kind), .init(outcome.words), .init(count)])
            }
            listing.print(format, to: console)
            console.say(
                dryRun
                    ? "nothing was written: without --dry-run these stand again"
                    : "\(tally.count(of: ConflictTally.stands)) stand again, in "
                        + "\(tally.changeSets) change sets")
        }
    }

    /// What was settled here.
    struct ListSettled: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "settled",
            abstract: "List what was settled on this replica and can be taken back, newest first.",
            discussion: """
                JSON: id (for `conflicts undo`), type, record, name (what people call the record), \
                attribute, at (UTC), actor, reason and changeSet. What was settled in one command \
                shares its change set.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var which: SettledOptions

        @Option(help: "At most so many.")
        var limit = 50

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard (1...10_000).contains(limit) else {
                throw ValidationError("--limit takes a number from 1 to 10,000.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let filter = try which.filter(at: desk)
            let listing = try desk.store.read { transaction in
                let lookup = transaction.lookup
                let titles = RecordTitle(lookup)
                let names = RecordNames(lookup)
                var listing = Table(
                    [
                        "id", "type", "record", "name", "attribute", "at", "actor", "reason",
                        "changeSet",
                    ], of: Table.Noun("settled here", "settled here"))
                for settled in try transaction.settledConflicts(filter, limit: limit) {
                    let content = try transaction.changeSet(settled.changeSet)?.content
                    listing.add([
                        .id(settled.conflict), .init(settled.type),
                        .id(settled.record),
                        .init(optional: titles[settled.record]), .init(settled.attribute),
                        .instant(content?.claimedAt),
                        names.cell(content?.actor), .init(optional: content?.reason),
                        .init(
                            settled.changeSet.hexadecimal,
                            table: String(settled.changeSet.hexadecimal.suffix(8))),
                    ])
                }
                return listing
            }
            try output.print(listing, to: console)
        }
    }
}

/// Which settlements a command is about.
struct SettledOptions: ParsableArguments, Sendable {
    @Option(help: "Only conflicts of records of this type.")
    var type: String?

    @Option(help: "Only conflicts of this unit.")
    var attribute: String?

    @Option(
        help: "Only what was settled in this change set: its id or its last four or more digits.")
    var changeSet: String?

    func validate() throws {
        if let changeSet {
            guard (4...32).contains(changeSet.count), changeSet.allSatisfy(\.isHexDigit) else {
                throw ValidationError("--change-set takes 4 to 32 hexadecimal digits.")
            }
        }
    }

    var isAny: Bool { type != nil || attribute != nil || changeSet != nil }

    func filter(at desk: Desk) throws -> SettledConflict.Filter {
        var filter = SettledConflict.Filter()
        filter.type = try type.map { try desk.type(named: $0).name }
        filter.attribute = attribute
        filter.changeSet = changeSet?.uppercased()
        return filter
    }
}
