package import Merge

/// A store's audit: what happened, in ids, counts and words of our own, never a stored value.
///
/// Lines are only ever added, and each vouches for those before it, as far as a store can be
/// changed by another hand.
package protocol EventBook: SettingsBook {
    mutating func audit(
        at now: Timestamp, _ event: String, subject: (any SixteenByteID)?, detail: String) throws
    /// The last lines, oldest first.
    func auditLines(limit: Int) throws -> [AuditLine]
    /// What the lines say since then, by event and whom it is about, in that order.
    func recentEvents(since: Timestamp) throws -> [RecentEvent]
    /// The latest time that this store wrote down by its own clock: a clock that reads much less
    /// was set back since.
    func latestStamp() throws -> Timestamp?
    /// The settings whose names begin so, by name.
    func meta(startingWith prefix: String) throws -> [(key: String, value: String)]
}

/// One line of a store's audit.
package struct AuditLine: Equatable, Sendable {
    package let at: Timestamp
    package let subject: RecordID?
    package let event: String
    package let detail: String

    package init(at: Timestamp, subject: RecordID?, event: String, detail: String) {
        self.at = at
        self.subject = subject
        self.event = event
        self.detail = detail
    }
}

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

extension EventBook {
    package mutating func audit(at now: Timestamp, _ event: String, detail: String = "") throws {
        try audit(at: now, event, subject: nil, detail: detail)
    }

    package mutating func audit(
        at now: Timestamp, _ event: String, subject: (any SixteenByteID)?
    ) throws {
        try audit(at: now, event, subject: subject, detail: "")
    }
}

// What a peer can bring about as often as it likes must not fill the audit. Of one event about one
// subject so many lines are written in an hour; what follows is counted, and the next line that is
// written says how many were left out.

/// Lines of one event about one subject in one hour.
package enum AuditRepeats {
    package static let linesMax = 12
    /// An hour, in milliseconds.
    static let interval: Int64 = 3_600_000
    /// An incident names so many records; of more it gives the count.
    static let namedRecordsMax = 100
}

extension EventBook {
    /// Adds a line about what a peer did and may do again at once.
    package mutating func auditRepeatable(
        at now: Timestamp, _ event: String, subject: (any SixteenByteID)?, detail: String = ""
    ) throws {
        let key = "audit.\(event).\(subject?.description ?? "-")"
        let known = try meta(key)?.split(separator: " ").compactMap { Int64($0) } ?? []
        let isKnown = known.count == 3
        let left = isKnown ? known[2] : 0
        let isOver = !isKnown || now.milliseconds - known[0] >= AuditRepeats.interval
        let begin = isOver ? now.milliseconds : known[0]
        let written = isOver ? 0 : known[1]
        guard written < Int64(AuditRepeats.linesMax) else {
            return try setMeta(key, "\(begin) \(written) \(left + 1)")
        }
        let more = left > 0 ? "\(left) more like the ones before; " : ""
        try audit(at: now, event, subject: subject, detail: more + detail)
        try setMeta(key, "\(begin) \(written + 1) 0")
    }

    /// Adds an incident; of base records that were mended, each by itself.
    package mutating func note(
        _ incident: Incident, about replica: ReplicaID?, at now: Timestamp
    ) throws {
        try auditRepeatable(at: now, incident.event, subject: replica, detail: incident.detail)
        guard case .repaired(let records, _) = incident else { return }
        for record in records.prefix(AuditRepeats.namedRecordsMax) {
            try audit(
                at: now, "record-repaired", subject: record.id,
                detail: "\(record.type) \(record.fault.rawValue)")
        }
    }
}
