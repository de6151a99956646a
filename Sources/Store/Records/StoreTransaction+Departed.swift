import Merge
package import Sync

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
