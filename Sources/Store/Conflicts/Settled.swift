package import Merge

/// What stood at one place before somebody settled a conflict here.
package struct Settled: Equatable, Sendable {
    package let conflict: RecordID
    /// What the settlement wrote.
    package let entry: EntryID
    package let place: Place
    /// The values that it replaced; one `nil` where there was none.
    package let former: [Bytes?]

    package init(conflict: RecordID, entry: EntryID, place: Place, former: [Bytes?]) {
        self.conflict = conflict
        self.entry = entry
        self.place = place
        self.former = former
    }

    /// One attribute and key of a record.
    package struct Place: Hashable, Sendable {
        package let record: RecordID
        package let type: String
        package let attribute: String
        package let key: Bytes

        package init(_ write: Write) {
            self.record = write.record
            self.type = write.type
            self.attribute = write.attribute
            self.key = write.key
        }

        package init(_ op: Op) {
            self.record = op.record
            self.type = op.type
            self.attribute = op.attribute
            self.key = op.key
        }

        init(record: RecordID, type: String, attribute: String, key: Bytes) {
            self.record = record
            self.type = type
            self.attribute = attribute
            self.key = key
        }
    }
}

extension StoreTransaction {
    /// Keeps it until it is taken back, or until the record leaves this store.
    package func keep(_ settled: Settled) throws {
        // Settled here before, and open again since: that can no longer be taken back.
        try connection.run(
            """
            DELETE FROM settled WHERE conflict = ? AND record = ? AND attribute = ? AND key = ?
              AND change_set <> ?
            """,
            [
                .id(settled.conflict), .id(settled.place.record), .text(settled.place.attribute),
                .blob(settled.place.key), .id(settled.entry.changeSet),
            ])
        for value in settled.former {
            try connection.run(
                """
                INSERT INTO settled (conflict, change_set, op, record, type, attribute, key, value)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .id(settled.conflict), .id(settled.entry.changeSet),
                    .int(Int64(settled.entry.index)), .id(settled.place.record),
                    .text(settled.place.type), .text(settled.place.attribute),
                    .blob(settled.place.key), value.map { .blob($0) } ?? .null,
                ])
        }
    }

    /// What was replaced when a conflict was last settled here.
    package func settled(_ conflict: RecordID) throws -> [Settled] {
        let rows = try connection.all(
            """
            SELECT change_set, op, record, type, attribute, key, value FROM settled
            WHERE conflict = ?1 AND change_set =
              (SELECT change_set FROM settled WHERE conflict = ?1 ORDER BY ordinal DESC LIMIT 1)
            ORDER BY ordinal
            """, [.id(conflict)]
        ) { row in
            Settled(
                conflict: conflict,
                entry: EntryID(changeSet: try row.id(0), index: UInt32(clamping: row.int(1))),
                place: Settled.Place(
                    record: try row.id(2), type: row.text(3), attribute: row.text(4),
                    key: row.blob(5)),
                former: [row.isNull(6) ? nil : row.blob(6)])
        }
        var merged: [Settled] = []
        for row in rows {
            if let last = merged.last, last.entry == row.entry {
                merged[merged.count - 1] = Settled(
                    conflict: conflict, entry: last.entry, place: last.place,
                    former: last.former + row.former)
            } else {
                merged.append(row)
            }
        }
        return merged
    }

    /// Lets go of what it takes to undo a settled conflict.
    package func forgetSettled(_ conflict: RecordID) throws {
        try connection.run("DELETE FROM settled WHERE conflict = ?", [.id(conflict)])
    }

    /// Conflicts settled here whose ids end in the given hexadecimal digits.
    package func settledConflicts(endingIn suffix: String) throws -> [RecordID] {
        let digits = suffix.uppercased().filter { $0 != "-" }
        guard digits.count >= 4, digits.utf8.count <= 32, digits.allSatisfy(\.isHexDigit) else {
            return []
        }
        return try connection.all(
            """
            SELECT DISTINCT conflict FROM settled
            WHERE substr(hex(conflict), -length(?1)) = ?1 LIMIT 3
            """, [.text(digits)]
        ) { try $0.id(0) }
    }
}
