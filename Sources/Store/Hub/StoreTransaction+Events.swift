package import Merge
package import Sync

extension StoreTransaction {
    /// What the audit says since then, by event and whom it is about.
    package func recentEvents(since: Timestamp) throws -> [RecentEvent] {
        try connection.all(
            """
            SELECT event, subject, count(*), max(at) FROM audit WHERE at >= ?
            GROUP BY event, subject ORDER BY event, subject
            """, [.int(since.milliseconds)]
        ) { row in
            RecentEvent(
                row.text(0), subject: RecordID(bytes: row.blob(1)), count: Int(row.int(2)),
                last: Timestamp(milliseconds: row.int(3)))
        }
    }

    /// The latest time that this store wrote down by its own clock: a clock that reads much less
    /// was set back since.
    package func latestStamp() throws -> Timestamp? {
        let stamps = try ["last-level", "equal-at", "last-failure-at"].compactMap { key in
            try metaTime(key)
        }
        let rows = try [
            "SELECT max(at) FROM audit", "SELECT max(last_seen_at) FROM replica",
            "SELECT max(enrolled_at) FROM replica",
        ].compactMap { sql in
            try connection.first(sql) { $0.isNull(0) ? nil : $0.int(0) } ?? nil
        }
        return (stamps + rows.map { Timestamp(milliseconds: $0) }).max()
    }

    package func meta(startingWith prefix: String) throws -> [(key: String, value: String)] {
        try connection.all(
            "SELECT key, value FROM meta WHERE substr(key, 1, ?) = ? ORDER BY key",
            [.int(Int64(prefix.utf8.count)), .text(prefix)]
        ) { ($0.text(0), $0.text(1)) }
    }

    package func damaged(_ key: String) -> any Error { StoreError.damagedMeta(key: key) }
}
