package import Merge

/// What a backup tells, in this order: what it is, the hub's key files, its rows, what they come
/// to.
package enum BackupItem: Equatable, Sendable {
    case start(BackupManifest)
    /// A file of the hub's keys and certificates; a replica's key never leaves its machine.
    case keyFile(name: String, text: String)
    case row(HubRow)
    case officeRow(OfficeRow)
    case end(HubTotals)
}

/// Whose store a backup holds.
package enum BackupKind: String, Equatable, Sendable {
    case hub, replica
}

/// What a backup says of itself before its rows.
package struct BackupManifest: Equatable, Sendable {
    package let group: RecordID
    package let kind: BackupKind
    /// Whose store it is: the replica, or the hub's own.
    package let owner: ReplicaID
    /// The end of the history that it holds; of a replica's, the highest head that it had heard of.
    package let head: Head
    package let madeAt: Timestamp
    package let schemaVersion: Int
    /// Which release made it.
    package let software: String

    package init(
        group: RecordID, kind: BackupKind, owner: ReplicaID, head: Head, madeAt: Timestamp,
        schemaVersion: Int, software: String
    ) {
        self.group = group
        self.kind = kind
        self.owner = owner
        self.head = head
        self.madeAt = madeAt
        self.schemaVersion = schemaVersion
        self.software = software
    }
}
