package import Merge
package import Sync

extension StoreTransaction {
    /// How many conflicts are open, by severity and age, counted where they lie.
    ///
    /// - Parameter bounds: instants from the latest to the earliest.
    package func conflictCounts(olderThan bounds: [Timestamp]) throws -> [ConflictCount] {
        let ages = bounds.map { _ in "(since > 0 AND since < ?)" }
        return try connection.all(
            """
            SELECT severity = 0, \((["0"] + ages).joined(separator: " + ")) AS age, count(*),
              min(CASE WHEN since > 0 THEN since END)
            FROM conflict GROUP BY 1, 2 ORDER BY 1 DESC, 2
            """, bounds.map { .int($0.milliseconds) }
        ) { row in
            ConflictCount(
                isBlocking: row.int(0) == 1, age: Int(row.int(1)), count: Int(row.int(2)),
                oldest: row.isNull(3) ? nil : Timestamp(milliseconds: row.int(3)))
        }
    }

    /// When the oldest write was made that the hub has not acknowledged.
    package var oldestPending: Timestamp? {
        get throws {
            try connection.first(
                """
                SELECT min(effective_at) FROM change_set
                WHERE position IS NULL AND in_overlay = 1
                """
            ) { $0.isNull(0) ? nil : Timestamp(milliseconds: $0.int(0)) } ?? nil
        }
    }

    /// When each user wrote last, as far as this store knows: by what is in force here, and by its
    /// own change sets.
    package func lastWrites() throws -> [RecordID: Timestamp] {
        var last: [RecordID: Timestamp] = [:]
        let note = { (actor: RecordID?, at: Timestamp) in
            guard let actor, last[actor] ?? at <= at else { return }
            last[actor] = at
        }
        try connection.each("SELECT id, type, state FROM record") { row in
            let (_, state) = try unpack(row.int(1), row.blob(2), of: row.id(0))
            for entry in state.entries { note(entry.origin.actor, entry.origin.effectiveAt) }
        }
        try connection.each("SELECT bytes, effective_at FROM change_set") { row in
            // What no one can open was written by nobody who is known.
            guard let sealed = StoreTransaction.opened(row.blob(0)) else { return }
            note(sealed.content.actor, Timestamp(milliseconds: row.int(1)))
        }
        return last
    }

    private static func opened(_ bytes: Bytes) -> SealedChangeSet? {
        do { return try SealedChangeSet(opening: bytes) } catch { return nil }
    }
}
