import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

extension Conflicts {
    /// All that is open here.
    struct ListOpen: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List open conflicts: blocking first, then by what waits, then the oldest.",
            discussion: """
                JSON: id, kind, severity (blocking or review), type, record, name (what people \
                call the record, null if nothing), attribute, offices, status, assignee, \
                deferredUntil, blocked (records that wait), candidates, since (UTC). Rules over \
                several records, such as duplicate-patient, have no attribute. A table shows the \
                first 50.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var which: ConflictOptions

        @Option(help: "At most so many.")
        var limit: Int?

        @Option(help: "Go on behind the conflict of this id, the last of the page before.")
        var after: String?

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard limit.map({ $0 > 0 }) ?? true else {
                throw ValidationError("--limit takes a number from 1.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let filter = try which.filter(at: desk)
            let wanted = limit ?? (output.format == .table ? 50 : .max)
            let (count, last, counts) = try desk.store.read { transaction in
                var place = try after.map { try self.place(of: $0, transaction) }
                let table = ConflictTable(transaction)
                var printer = try TablePrinter(ConflictTable.columns, output, console)
                var count = 0
                while count < wanted {
                    let rows = try transaction.conflicts(
                        filter, after: place, limit: min(Self.pageMax, wanted - count))
                    for row in rows {
                        printer.add(try table.cells(row, filter.today))
                        // A long list must not keep every record it names.
                        transaction.forgetRead()
                    }
                    place = rows.last?.place ?? place
                    count += rows.count
                    if rows.count < min(Self.pageMax, wanted - count + rows.count) { break }
                }
                printer.end(of: nil)
                return (count, place, try transaction.conflictCounts(filter))
            }
            let total = counts.reduce(0) { $0 + $1.count }
            let isCut = count == wanted && count < total
            let next = isCut ? last.map { "; next: --after \($0.id)" } ?? "" : ""
            console.say("\(count) of \(total) open\(next)")
            if output.format == .table, counts.count > 1 {
                console.say(
                    counts.map { "\($0.count) \($0.kind)\($0.isBlocking ? ", blocking" : "")" }
                        .joined(separator: "; "))
            }
        }

        private func place(
            of id: String, _ transaction: StoreTransaction
        ) throws -> OpenConflict.Place {
            let found = try transaction.conflicts(endingIn: id)
            guard let first = found.first, found.count == 1 else { throw DeskError.listMoved }
            return first.place
        }

        /// A list of any length is read and printed so many at a time.
        private static let pageMax = 500
    }
}

/// Conflicts as rows.
struct ConflictTable {
    static let columns: [Table.Column] = [
        "id", "kind", "severity", "type", .key("record"), .said("name"), .said("attribute"),
        .said("offices"), "status", .said("assignee"), .said("deferredUntil"), "blocked",
        .wide("candidates"), "since",
    ]

    private let transaction: StoreTransaction
    private let lookup: StoreLookup

    init(_ transaction: StoreTransaction) {
        self.transaction = transaction
        self.lookup = transaction.lookup
    }

    func cells(_ conflict: OpenConflict, _ today: Day) throws -> [Table.Cell] {
        let names = RecordNames(lookup)
        return [
            .id(conflict.id), .init(conflict.kind),
            .init(conflict.isBlocking ? "blocking" : "review"), .init(conflict.type),
            .id(conflict.record), .init(optional: RecordTitle(lookup)[conflict.record]),
            .init(optional: conflict.attribute.isEmpty ? nil : conflict.attribute),
            names.cell(try transaction.offices(of: conflict.id)),
            .init(conflict.status(on: today).rawValue),
            .init(optional: conflict.assignee.map { name($0) ?? $0.description }),
            .init(conflict.deferredUntil), .init(conflict.blocked), .init(conflict.candidates),
            .instant(conflict.since),
        ]
    }

    /// The record's code, NPI or login.
    func name(_ id: RecordID) -> String? {
        lookup.record(id)?.naturalKey
    }
}
