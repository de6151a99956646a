package import Interface
import Merge
package import Store
internal import Tables

/// A program outside that is told of what happens, and how much it was not told yet.
package struct ToldHearer: Equatable, Sendable {
    package let state: AnnouncementState
    /// Changes that it was not told of; `nil` where the feed does not reach back.
    package let waiting: Int?

    /// Everyone that the store's agent tells, by what they are.
    package static func all(in transaction: StoreTransaction) throws -> [ToldHearer] {
        try AnnouncementState.all(in: transaction).sorted { $0.key < $1.key }.map { _, state in
            ToldHearer(state: state, waiting: try transaction.feedCount(after: state.cursor))
        }
    }
}

extension Table.Cell {
    /// Each with what waits for it and how often it failed in a row.
    init(_ hearers: [ToldHearer]) {
        let words = hearers.map { hearer in
            let waiting = hearer.waiting.map { "\(Counted($0, "change")) waiting" } ?? "missed some"
            let failures = hearer.state.failures
            return "\(hearer.state.hearer): \(waiting)"
                + (failures > 0 ? ", failed \(Counted(failures, "time")) in a row" : "")
        }
        let objects = hearers.map { hearer in
            "{\"hearer\":\(CellText.quoted(hearer.state.hearer)),"
                + "\"waiting\":\(hearer.waiting.map(String.init) ?? "null"),"
                + "\"failures\":\(hearer.state.failures)}"
        }
        self.init(
            words.isEmpty ? "nobody" : words.joined(separator: "; "),
            json: "[" + objects.joined(separator: ",") + "]")
    }
}
