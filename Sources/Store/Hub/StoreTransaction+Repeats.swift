package import Merge

// What a peer can bring about as often as it likes must not fill the audit. Of one event about one
// subject so many lines are written in an hour; what follows is counted, and the next line that is
// written says how many were left out. Lines are only ever added.

/// A replica that asked for more than it may.
package struct OverQuota: Equatable, Sendable {
    package let replica: ReplicaID
    /// Of what there was too much.
    package let kind: String
    /// When it was last refused.
    package let at: Timestamp
}

extension StoreTransaction {
    /// Lines of one event about one subject in one hour.
    package static let auditRepeatsMax = 12
    private static let auditInterval: Int64 = 3_600_000

    /// Adds a line about what a peer did and may do again at once.
    package mutating func auditRepeatable(
        at now: Timestamp, _ event: String, subject: (any SixteenByteID)?, detail: String = ""
    ) throws {
        let key = "audit.\(event).\(subject?.description ?? "-")"
        let known = try meta(key)?.split(separator: " ").compactMap { Int64($0) } ?? []
        let isKnown = known.count == 3
        let left = isKnown ? known[2] : 0
        let isOver =
            !isKnown || now.milliseconds - known[0] >= StoreTransaction.auditInterval
        let begin = isOver ? now.milliseconds : known[0]
        let written = isOver ? 0 : known[1]
        guard written < Int64(StoreTransaction.auditRepeatsMax) else {
            return try setMeta(key, "\(begin) \(written) \(left + 1)")
        }
        let more = left > 0 ? "\(left) more like the ones before; " : ""
        try audit(at: now, event, subject: subject, detail: more + detail)
        try setMeta(key, "\(begin) \(written + 1) 0")
    }

    /// Keeps that a replica was refused because it had asked too much, for who looks at it.
    package mutating func noteOverQuota(
        of replica: ReplicaID, _ kind: String, count: Int, at now: Timestamp
    ) throws {
        try auditRepeatable(
            at: now, "over-quota", subject: replica, detail: "\(kind), refused \(count) times")
        try setMeta("quota.\(replica.hexadecimal)", "\(now.milliseconds) \(kind)")
    }

    /// The last refusal of each replica that had asked too much.
    package func overQuota() throws -> [OverQuota] {
        try connection.all(
            "SELECT substr(key, 7), value FROM meta WHERE key LIKE 'quota.%' ORDER BY key"
        ) { row -> OverQuota? in
            let words = row.text(1).split(separator: " ")
            guard let replica = ReplicaID(hexadecimal: row.text(0)), words.count == 2,
                let at = Int64(words[0])
            else { return nil }
            return OverQuota(
                replica: replica, kind: String(words[1]), at: Timestamp(milliseconds: at))
        }.compactMap { $0 }
    }
}
