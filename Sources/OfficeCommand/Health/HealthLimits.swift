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
    /// Nothing renews the desk's by itself: a person is told a month before.
    package static let deskCertificateDaysMin: Int64 = 30
    package static let clockOffsetMax: Int64 = SyncLimits.clockOffsetWarning
    /// What blocks an answer is settled within three days.
    package static let blockingAgeMax: Int64 = 3 * dayMilliseconds
    /// An office that missed three nights is not just closed.
    package static let nightsMissedMax: Int64 = 3

    /// What happened once stays a trouble for so long, unless it is known to be over.
    package static let eventAgeMax: Int64 = 3 * dayMilliseconds
    /// An error of the hub's own: a check each night sees it once at least.
    package static let failureAgeMax: Int64 = 26 * 3_600_000
    /// A replica that calls and has not been proven level since.
    package static let provenAgeMax: Int64 = 26 * 3_600_000
    /// A night without a backup, and two hours for a slow one.
    package static let backupAgeMax: Int64 = 50 * 3_600_000
    /// How far ahead of this clock a time may be that this store wrote down by it.
    package static let stampAheadMax: Int64 = SyncLimits.clockOffsetWarning
    /// Room for a day of a large group's work, and to fold the log into the file.
    package static let diskFreeMin: UInt64 = 64 << 20

    package static let dayMilliseconds: Int64 = 86_400_000
}
