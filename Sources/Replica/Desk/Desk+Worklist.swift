package import Merge
package import Practice
internal import Records
import Rulebook
import Store
internal import Tables

extension Desk {
    /// What waits here, the most urgent first: for the office, or for the centre.
    package func worklist(on day: Day) throws -> [WorkItem] {
        try store.read { transaction in
            let lookup = transaction.lookup
            let items = Worklist(lookup, office: office, today: day).items()
            let filter = ConflictFilter(today: day)
            let count = try transaction.conflictCount(filter)
            let titles = RecordTitle(lookup)
            var open = try transaction.conflicts(filter, limit: Desk.conflictItemsMax)
                .filter { $0.status(on: day) != .deferred }
                .map { item($0, of: titles.label($0.record)) }
            if count > Desk.conflictItemsMax, let last = open.last {
                open.append(
                    WorkItem(
                        .conflict, .soon, record: last.record,
                        about: "\(Counted(count - Desk.conflictItemsMax, "more conflict"))",
                        advice: "bridgework conflicts list"))
            }
            return (items + open).sorted()
        }
    }

    private func item(_ conflict: OpenConflict, of record: String) -> WorkItem {
        WorkItem(
            .conflict, conflict.isBlocking ? .now : .soon, record: conflict.record,
            about: "\(conflict.kind) \(conflict.type) \(record)"
                + (conflict.attribute.isEmpty ? "" : " \(conflict.attribute)")
                + (conflict.isBlocking ? ", blocks what depends on it" : ""),
            advice: "bridgework conflicts show \(conflict.id.suffix)")
    }

    /// More conflicts are one item: nobody reads a thousand lines of a day's work.
    private static let conflictItemsMax = 200
}
