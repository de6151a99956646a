package import Merge

/// The stub of a record that left this store's scope.
package struct DepartedRecord: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    /// The effective time of its leaving; `nil` where the hub did not say.
    package let leftAt: Timestamp?
    /// The offices that have it now; none where only the centre does, or where nobody said.
    package let offices: [RecordID]
}

extension StoreTransaction {
    /// Records that left, the last first.
    package func departed(type: String? = nil) throws -> [DepartedRecord] {
        try connection.all(
            """
            SELECT record, type, at, offices FROM departed WHERE ?1 IS NULL OR type = ?1
            ORDER BY at DESC, record
            """, [type.map { .text($0) } ?? .null]
        ) { row in
            let offices = row.blob(3)
            return DepartedRecord(
                record: try row.id(0), type: row.text(1),
                leftAt: row.isNull(2) ? nil : Timestamp(milliseconds: row.int(2)),
                offices: stride(from: offices.startIndex, to: offices.endIndex, by: 16)
                    .compactMap { RecordID(bytes: offices[$0..<min($0 + 16, offices.endIndex)]) })
        }
    }
}
