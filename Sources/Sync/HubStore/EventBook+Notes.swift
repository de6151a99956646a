package import Merge

// What is kept of the present, one of a kind: the last failure, the last refusal of each replica,
// how many were closed at the door.

/// A replica that asked for more than it may.
package struct OverQuota: Equatable, Sendable {
    package let replica: ReplicaID
    /// Of what there was too much.
    package let kind: String
    /// When it was last refused.
    package let at: Timestamp

    package init(replica: ReplicaID, kind: String, at: Timestamp) {
        self.replica = replica
        self.kind = kind
        self.at = at
    }
}

extension EventBook {
    private static var quotaPrefix: String { "quota." }

    /// Keeps that a replica was refused because it had asked too much, for who looks at it.
    package mutating func noteOverQuota(
        of replica: ReplicaID, _ kind: String, count: Int, at now: Timestamp
    ) throws {
        try auditRepeatable(
            at: now, "over-quota", subject: replica, detail: "\(kind), refused \(count) times")
        try setMeta(Self.quotaPrefix + replica.hexadecimal, "\(now.milliseconds) \(kind)")
    }

    /// The last refusal of each replica that had asked too much, by its id.
    package func overQuota() throws -> [OverQuota] {
        try meta(startingWith: Self.quotaPrefix).compactMap { key, value in
            let words = value.split(separator: " ")
            guard let replica = ReplicaID(hexadecimal: key.dropFirst(Self.quotaPrefix.count)),
                words.count == 2, let at = Int64(words[0])
            else { return nil }
            return OverQuota(
                replica: replica, kind: String(words[1]), at: Timestamp(milliseconds: at))
        }
    }
}

extension SettingsBook {
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

    /// What failed is over.
    package mutating func forgetFailure() throws {
        try noteFailure("", at: Timestamp(milliseconds: 0))
    }

    /// Why the hub last failed, in words that hold no stored value; blank where it never did.
    package func lastFailureCause() throws -> String { try meta("last-failure-cause") ?? "" }

    /// How many connections the hub has closed at its door, and when it closed the last.
    package var sentAway: (count: Int, at: Timestamp)? {
        get throws {
            let words = try meta("sent-away")?.split(separator: " ") ?? []
            guard words.count == 2, let count = Int(words[0]), let at = Int64(words[1]) else {
                return nil
            }
            return (count, Timestamp(milliseconds: at))
        }
    }

    /// Adds to the connections that were closed at the door.
    package mutating func note(sentAway count: Int, at now: Timestamp) throws {
        let before = try sentAway?.count ?? 0
        try setMeta("sent-away", "\(before + count) \(now.milliseconds)")
    }
}
