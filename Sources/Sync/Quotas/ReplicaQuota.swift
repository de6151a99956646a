package import Merge

/// What one replica has used of what it may.
///
/// A value that is told the time; the hub keeps one per replica for as long as it runs.
package struct ReplicaQuota: Equatable, Sendable {
    /// What is refused when there is too much of it.
    package enum Kind: String, CaseIterable, Sendable {
        case exchanges, renewals, inquiries
        case junk = "unreadable-pushes"
    }

    private var counted: [Kind: TokenBucket] = [:]
    private var messages = TokenBucket(QuotaLimits.messages)
    private var bytes = TokenBucket(QuotaLimits.bytes)
    private var writing = TokenBucket(QuotaLimits.writing)

    package init() {}

    /// Counts one of a kind, unless there were too many.
    package mutating func admits(_ kind: Kind, at now: Timestamp) -> Bool {
        counted[kind, default: ReplicaQuota.full(kind)].take(at: now)
    }

    /// Whether one of a kind would be admitted; it is counted when it proves to be one.
    package mutating func allows(_ kind: Kind, at now: Timestamp) -> Bool {
        counted[kind, default: ReplicaQuota.full(kind)].hasSome(at: now)
    }

    /// A message was taken in.
    ///
    /// - Parameters:
    ///   - bytes: of the change sets it brought.
    ///   - writing: how long the hub's writer was busy with it, in milliseconds.
    /// - Returns: how many milliseconds the replica's next message waits.
    package mutating func took(
        bytes count: Int64, writing milliseconds: Int64, at now: Timestamp
    ) -> Int64 {
        let pause = max(
            messages.spend(1, at: now), bytes.spend(max(0, count), at: now),
            writing.spend(max(0, milliseconds), at: now))
        return min(pause, QuotaLimits.pauseMax)
    }

    private static func full(_ kind: Kind) -> TokenBucket {
        switch kind {
        case .exchanges: TokenBucket(QuotaLimits.exchanges)
        case .renewals: TokenBucket(QuotaLimits.renewals)
        case .inquiries: TokenBucket(QuotaLimits.inquiries)
        case .junk: TokenBucket(QuotaLimits.junk)
        }
    }
}

extension TokenBucket {
    fileprivate init(_ limit: (burst: Int64, perHour: Int64)) {
        self.init(burst: limit.burst, perHour: limit.perHour)
    }
}
