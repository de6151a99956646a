package import Merge

/// The writes of an import's rows, about as many at a time as a change set takes; a row's stay
/// together.
package struct ImportBatches: Sequence, IteratorProtocol {
    private let rows: [RowOutcome]
    private var place = 0

    init(_ rows: [RowOutcome]) {
        self.rows = rows
    }

    package mutating func next() -> [Write]? {
        var batch: [Write] = []
        while place < rows.count, batch.count < Write.opsPerChangeSet {
            batch += rows[place].writes
            place += 1
        }
        return batch.isEmpty ? nil : batch
    }
}
