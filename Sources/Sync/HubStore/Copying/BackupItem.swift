package import Merge

/// What a backup tells, in this order: what it is, the hub's key files, its rows, what they come
/// to.
package enum BackupItem: Equatable, Sendable {
    case start(BackupManifest)
    /// A file of the hub's keys and certificates.
    case keyFile(name: String, text: String)
    case row(HubRow)
    case end(HubTotals)
}

/// What a backup says of itself before its rows.
package struct BackupManifest: Equatable, Sendable {
    package let group: RecordID
    /// The hub's own replica.
    package let hub: ReplicaID
    /// The end of the history that it holds.
    package let head: Head
    package let madeAt: Timestamp
    package let schemaVersion: Int
    /// Which release made it.
    package let software: String

    package init(
        group: RecordID, hub: ReplicaID, head: Head, madeAt: Timestamp, schemaVersion: Int,
        software: String
    ) {
        self.group = group
        self.hub = hub
        self.head = head
        self.madeAt = madeAt
        self.schemaVersion = schemaVersion
        self.software = software
    }
}
