package import Merge
package import Store
package import Sync

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
    /// When the certificate ends that `desk authority` made; `nil` where it made none.
    package var deskCertificateEnd: Timestamp?
    package var oldestBlocking: Timestamp?
    package var quarantined = 0
    package var inCustody = 0
    /// When the oldest record left it whose purge it has not vouched for.
    package var oldestPurge: Timestamp?
    package var purgesOwed = 0
    /// Whether its records are the hub's in its scope; `nil` when never compared.
    package var isEqual: Bool?
    /// Records that no message can carry, as the hub found or this replica heard.
    package var withheld: [RecordID] = []

    /// Whom its agent tells of what happens, and how far that has come.
    package var hearers: [ToldHearer] = []

    /// Its own backups, which the hub does not see.
    package var backups = BackupFacts()

    /// Of the place its store is in, which the hub does not see.
    package var place = PlaceFacts()
    /// What its store's audit, or the hub's about it, says of the last days.
    package var events: [RecentEvent] = []
    /// The error that the last sync ended with.
    package var failure: LastFailure?
    /// Whether its office's record names a time zone that this machine does not know.
    package var isTimeZoneUnknown = false
    /// At the hub: when its records were last proven to be the hub's, and when it last called.
    package var provenAt: Timestamp?
    package var seen: Timestamp?
    /// At the hub: whether it was proven level with less than the whole history.
    package var isBehind = false

    package init(now: Timestamp) {
        self.now = now
    }

    package var certificateDays: Int64? { certificateEnd.map(days) }
    package var deskCertificateDays: Int64? { deskCertificateEnd.map(days) }

    /// Whole days that are left; less than 0 once it is over.
    private func days(until end: Timestamp) -> Int64 {
        Int64(
            (Double(end.milliseconds - now.milliseconds) / Double(HealthLimits.dayMilliseconds))
                .rounded(.down))
    }
}

/// The disk and the clock under a store, an office's or the hub's.
package struct PlaceFacts: Equatable, Sendable {
    /// The latest time that the store wrote down by its own clock.
    package var latestStamp: Timestamp?
    package var freeBytes: UInt64?
    /// When the disk failed; `nil` once the store was verified since.
    package var failedSince: Timestamp?
    /// What of it others than its owner can reach.
    package var exposed: [ExposedPath] = []

    package init() {}

    /// As they are now.
    package init(_ folder: StoreFolder, latestStamp: Timestamp?) {
        self.latestStamp = latestStamp
        freeBytes = folder.freeBytes
        failedSince = FailureMark(folder).since
        exposed = folder.exposed
    }
}

/// An error that somebody should hear of, and when it was.
package struct LastFailure: Equatable, Sendable {
    package let text: String
    package let at: Timestamp

    package init(text: String, at: Timestamp) {
        self.text = text
        self.at = at
    }
}
