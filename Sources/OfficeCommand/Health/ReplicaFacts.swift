package import Merge

/// What is known of a replica's health: at the replica itself, all; at the hub, what it sees.
package struct ReplicaFacts: Equatable, Sendable {
    package var now: Timestamp
    /// When it last had all that the hub had for it; `nil` for never.
    package var level: Timestamp?
    package var pending: UInt64 = 0
    package var oldestPending: Timestamp?
    package var clockOffset: Int64 = 0
    /// When its certificate ends; `nil` when it has none that is good.
    package var certificateEnd: Timestamp?
    package var oldestBlocking: Timestamp?
    package var quarantined = 0
    package var inCustody = 0
    /// When the oldest record left it whose purge it has not vouched for.
    package var oldestPurge: Timestamp?
    package var purgesOwed = 0
    /// Whether its records are the hub's in its scope; `nil` when never compared.
    package var isEqual: Bool?

    package init(now: Timestamp) {
        self.now = now
    }

    package var certificateDays: Int64? {
        certificateEnd.map {
            Int64(
                (Double($0.milliseconds - now.milliseconds) / Double(HealthLimits.dayMilliseconds))
                    .rounded(.down))
        }
    }
}
