import Sync

/// When somebody should look; `status --check` goes by these.
package enum HealthLimits {
    /// A night that was missed, and two hours for a slow one.
    package static let levelAgeMax: Int64 = 26 * 3_600_000
    /// A write that no night has taken along.
    package static let pendingAgeMax: Int64 = 26 * 3_600_000
    /// The purge of a record that left, and the receipt for it, come with the next night.
    package static let purgeAgeMax: Int64 = 26 * 3_600_000
    /// Renewal begins weeks before; later than this something keeps it from happening.
    package static let certificateDaysMin: Int64 = 14
    package static let clockOffsetMax: Int64 = SyncLimits.clockOffsetWarning
    /// What blocks an answer is settled within three days.
    package static let blockingAgeMax: Int64 = 3 * dayMilliseconds
    /// An office that missed three nights is not just closed.
    package static let nightsMissedMax: Int64 = 3

    package static let dayMilliseconds: Int64 = 86_400_000
}
