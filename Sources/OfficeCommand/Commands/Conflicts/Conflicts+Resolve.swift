import ArgumentParser
import Merge
internal import Records
import Replica
import Store
internal import Tables

extension Conflicts {
    /// Settles one, or many of one cause.
    struct Resolve: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Settle a conflict: take a candidate, write a value, or tell two apart.",
            discussion: """
                The settlement is an ordinary write that replaces the candidates. It can be made \
                offline and travels with the next sync; what you may not write yourself becomes a \
                proposal. --seen names what you decide on, as `conflicts show` prints it: where a \
                candidate came since, nothing is written. Of records, --take N lets the Nth \
                stand: the others point to it, end, or are marked as errors. `conflicts undo` \
                takes it back where it was made.

                With --matching, --take newest, oldest, office:CODE or centre settles every \
                conflict that the filters name, 500 at a time; --dry-run counts, writes \
                nothing and says a digest, and with that as --seen nothing else is settled. Prints \
                the record's id; with --matching, counts by kind and outcome.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption
        @OptionGroup var which: ConflictOptions

        @Argument(help: "The conflict's id or the end of it.")
        var id: String?

        @Argument(help: "FIELD=VALUE … for a new value, as --value.")
        var assignments: [String] = []

        @Option(
            help: "What `conflicts show` or --dry-run told, or its first eight or more digits.")
        var seen: String?

        @Option(help: "The number of the candidate that stands.")
        var take: String?

        @Option(help: "A field of a new value, FIELD=VALUE; may be given again.")
        var value: [String] = []

        @Option(help: "A field from a candidate, FIELD=N; may be given again.")
        var merge: [String] = []

        @Flag(help: "The records are not the same.")
        var distinct = false

        @Flag(help: "Settle every conflict that the filters name.")
        var matching = false

        @Flag(help: "Say what would happen, and write nothing.")
        var dryRun = false

        @Option(help: "table, json or csv, of what --matching did.")
        var format: OutputFormat = .table

        func validate() throws {
            let hasReason = why.reason.contains { !$0.isWhitespace }
            guard hasReason else {
                throw ValidationError("Say why with --reason TEXT: it stays with the decision.")
            }
            let ways = [
                take != nil, !value.isEmpty || !assignments.isEmpty, !merge.isEmpty, distinct,
            ]
            guard ways.count(where: { $0 }) == 1 else {
                throw ValidationError(
                    "Give one of --take N, --value FIELD=VALUE, --merge FIELD=N or --distinct.")
            }
            if matching {
                guard id == nil, take != nil else {
                    throw ValidationError(
                        "--matching takes filters, and --take newest, oldest, office:CODE or "
                            + "centre.")
                }
                return
            }
            guard id != nil else {
                throw ValidationError("Name a conflict by its id, or give --matching.")
            }
            guard seen != nil else {
                throw ValidationError(
                    "Say what you saw with --seen DIGEST: `bridgework conflicts show` prints it.")
            }
            guard take.map({ Int($0) != nil }) ?? true else {
                throw ValidationError("--take takes the number of a candidate.")
            }
            _ = try parts()
        }

        private func parts() throws -> [(field: String, number: Int)] {
            try merge.map { text in
                let pair = text.split(separator: "=", maxSplits: 1)
                guard pair.count == 2, let number = Int(pair[1]) else {
                    throw ValidationError("--merge takes FIELD=N, N a candidate's number.")
                }
                return (String(pair[0]), number)
            }
        }

        private var choice: ConflictChoice {
            get throws {
                if distinct { return .distinct }
                if let number = take.flatMap({ Int($0) }) { return .take(number) }
                return merge.isEmpty ? .value(assignments + value) : .merge(try parts())
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let actor = try options.actor(at: desk)
            guard !matching else { return try settleAll(desk, console, actor) }
            let (open, receipt) = try desk.resolve(
                id ?? "", seen: seen ?? "", choice, isDryRun: dryRun, actor: actor,
                reason: why.reason)
            console.tell(open.record.description, receipt, isRehearsed: dryRun)
        }

        private func settleAll(_ desk: Desk, _ console: Console, _ actor: RecordID?) throws {
            guard which.namesCause else { throw DeskError.unfiltered }
            let filter = try which.filter(at: desk)
            let pick = try pick(desk)
            let meter = ProgressMeter(console)
            let tally = try desk.resolveAll(
                filter, pick, isDry: dryRun, seen: seen, actor: actor, reason: why.reason
            ) { done in meter.show("\(done) conflicts") }
            var listing = Table(["kind", "outcome", "conflicts"])
            for (outcome, count) in tally.counts.sorted(by: { $0.key < $1.key }) {
                listing.add([.init(outcome.kind), .init(outcome.words), .init(count)])
            }
            listing.print(format, to: console)
            console.say(
                dryRun
                    ? "nothing was written: without --dry-run, and with "
                        + "--seen \(tally.digest(for: pick).prefix(16)), these are settled"
                    : "\(tally.settled) settled in \(tally.changeSets) change sets")
        }

        private func pick(_ desk: Desk) throws -> ConflictPick {
            switch take ?? "" {
            case "newest": return .newest
            case "oldest": return .oldest
            case AuditOptions.centre: return .centre
            case let text where text.hasPrefix("office:"):
                return .office(try desk.find(.office, named: String(text.dropFirst(7))))
            default:
                throw ValidationError("--take takes newest, oldest, office:CODE or centre here.")
            }
        }
    }
}
