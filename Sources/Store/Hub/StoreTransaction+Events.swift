package import Merge

/// Lines of the audit that say the same of the same: how many, and when the last was written.
package struct RecentEvent: Equatable, Sendable {
    package let event: String
    package let subject: RecordID?
    package let count: Int
    package let last: Timestamp

    package init(_ event: String, subject: RecordID? = nil, count: Int = 1, last: Timestamp) {
        self.event = event
        self.subject = subject
        self.count = count
        self.last = last
    }
}

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
            try meta(key).flatMap { Int64($0) }
        }
        let rows = try [
            "SELECT max(at) FROM audit", "SELECT max(last_seen_at) FROM replica",
            "SELECT max(enrolled_at) FROM replica",
        ].compactMap { sql in
            try connection.first(sql) { $0.isNull(0) ? nil : $0.int(0) } ?? nil
        }
        return (stamps + rows).max().map { Timestamp(milliseconds: $0) }
    }

    /// The last error that was noted, and when.
    package func lastFailure() throws -> (text: String, at: Timestamp)? {
        guard let text = try meta("last-failure"), !text.isEmpty,
            let at = try meta("last-failure-at").flatMap({ Int64($0) })
        else { return nil }
        return (text, Timestamp(milliseconds: at))
    }

    /// - Parameter cause: by what it is known to be over, in a word.
    package mutating func noteFailure(
        _ text: String, at now: Timestamp, cause: String = ""
    ) throws {
        try setMeta("last-failure", text)
        try setMeta("last-failure-at", String(now.milliseconds))
        try setMeta("last-failure-cause", cause)
    }

    package mutating func forgetFailure() throws {
        try noteFailure("", at: Timestamp(milliseconds: 0))
    }

    package func lastFailureCause() throws -> String { try meta("last-failure-cause") ?? "" }
}
