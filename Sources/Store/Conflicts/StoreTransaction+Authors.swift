package import Merge
package import Sync

// An entry names the replica that wrote it and, where somebody was logged in, a user. For which
// office that replica was registered, why it was written and what its writer had seen stand in the
// hub's history. Of what waits for a person a replica asks that once and keeps the answer, so that
// whoever settles it, with the line down too, is told whose word is whose.

/// For whom a replica was registered.
package struct ReplicaSeat: Equatable, Sendable {
    package let role: Role
    package let office: RecordID?
}

/// What the hub told of one write.
package struct ToldWrite: Equatable, Sendable {
    package let reason: String
    /// Whether its writer replaced an earlier value.
    package let hasReplaced: Bool
}

extension StoreTransaction {
    /// The first open conflicts of which nobody has asked who wrote their candidates, as they are
    /// now.
    package func unaskedConflicts(limit: Int) throws -> [OpenConflict] {
        let ids = try connection.all(
            """
            SELECT c.id FROM conflict c LEFT JOIN asked a ON a.conflict = c.id
              AND a.candidates = c.candidates AND a.since = c.since
            WHERE a.conflict IS NULL ORDER BY c.severity, c.weight, c.since, c.id LIMIT ?
            """, [.int(Int64(limit))]
        ) { try $0.id(0) as RecordID }
        return try ids.compactMap { try conflict($0) }
    }

    /// Keeps what the hub told of a record: for whom its writers were registered and, of what
    /// stands there, why it was written.
    package func note(_ writes: [HistoricWrite], of record: RecordID) throws {
        let standing = Set(try view(of: record)?.entries.map(\.id) ?? [])
        for write in writes {
            try connection.run(
                """
                INSERT INTO seat (replica, role, office) VALUES (?, ?, ?)
                ON CONFLICT (replica) DO UPDATE SET role = excluded.role, office = excluded.office
                """,
                [
                    .id(write.replica), .text(write.role.rawValue),
                    write.office.map { .id($0) } ?? .null,
                ])
            guard standing.contains(write.entry) else { continue }
            try connection.run(
                """
                INSERT OR REPLACE INTO told (record, change_set, op, reason, has_replaced)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    .id(record), .id(write.entry.changeSet), .int(Int64(write.entry.index)),
                    .text(write.reason), .int(write.replaces.isEmpty ? 0 : 1),
                ])
        }
    }

    /// Not to be asked again until its candidates change.
    package func noteAsked(_ conflict: OpenConflict) throws {
        try connection.run(
            "INSERT OR REPLACE INTO asked (conflict, candidates, since) VALUES (?, ?, ?)",
            [
                .id(conflict.id), .int(Int64(conflict.candidates)),
                .int(conflict.since.milliseconds),
            ])
    }

    /// Forgets what was told of conflicts that are over.
    package func forgetTold() throws {
        try connection.run("DELETE FROM asked WHERE conflict NOT IN (SELECT id FROM conflict)")
        try connection.run(
            """
            DELETE FROM told WHERE record NOT IN
              (SELECT record FROM conflict UNION SELECT record FROM conflict_member)
            """)
    }

    /// For whom a replica was registered; `nil` where the hub has not told.
    package func seat(of replica: ReplicaID) throws -> ReplicaSeat? {
        try connection.first(
            "SELECT role, office FROM seat WHERE replica = ?", [.id(replica)]
        ) { row in
            Role(rawValue: row.text(0)).map {
                ReplicaSeat(role: $0, office: row.isNull(1) ? nil : RecordID(bytes: row.blob(1)))
            }
        } ?? nil
    }

    /// What the hub told of an entry of a record; `nil` where it has not.
    package func told(_ entry: EntryID, of record: RecordID) throws -> ToldWrite? {
        try connection.first(
            "SELECT reason, has_replaced FROM told WHERE record = ? AND change_set = ? AND op = ?",
            [.id(record), .id(entry.changeSet), .int(Int64(entry.index))]
        ) { ToldWrite(reason: $0.text(0), hasReplaced: $0.int(1) != 0) }
    }
}
