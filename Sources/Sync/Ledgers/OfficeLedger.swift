package import Merge

/// What an office session needs of the office's store.
///
/// Every call belongs to one transaction.
package protocol OfficeLedger {
    var cursor: Cursor { get throws }
    /// The highest point of the hub's history heard of.
    var top: Head { get throws }
    /// The subscription the base was pulled under.
    var scopes: [Scope] { get throws }
    var pendingCount: UInt64 { get throws }

    /// The oldest change sets the hub has not acknowledged, within the limits of one push.
    ///
    /// Ends before one that is sealed.
    func unacknowledged() throws -> [Bytes]
    /// The same where the oldest is sealed, up to one that is not; none otherwise.
    func unacknowledgedSealed() throws -> [SealedBox]
    /// Keeps position and verdicts of a change set of this store; unknown ids are ignored.
    mutating func acknowledge(_ acknowledgement: HubMessage.Acknowledgement) throws
    mutating func raiseTop(_ head: Head) throws
    /// Replaces a record's base, or purges it. What people see changes in the same transaction.
    ///
    /// - Throws: `SyncError.missingEntry` when the base lacks what the row builds on; the record
    ///   then stays as it is.
    mutating func put(_ row: PageRow) throws
    /// Keeps a page of a long pull until its last one arrives.
    mutating func stash(_ rows: Bytes) throws
    /// Hands back the stashed pages in order, and forgets them.
    mutating func unstash() throws -> [Bytes]
    /// Moves the cursor; pending change sets at or before `from` leave the overlay.
    mutating func move(to cursor: Cursor) throws
    /// Forgets the base, the cursor and stashed pages, and subscribes to `scopes`; never forgets
    /// the store's own change sets.
    mutating func restart(scopes: [Scope]) throws
    /// Also forgets every acknowledgement, and resets `top` to the origin: the hub's history is no
    /// longer the one that gave them.
    mutating func forgetAcknowledgements() throws
    /// The last of this store's own change sets that it no longer keeps; the origin for none.
    var released: Head { get throws }
    /// What was let go of is lost, and somebody has said so: it is asked for no more.
    mutating func forgetReleased() throws
    /// Change sets inside the hub's oldest backup need not be kept any longer.
    mutating func release(through position: UInt64) throws

    /// What the base comes to, as the store keeps count.
    var baseDigest: SetDigest { get throws }
    /// The position at which the base was last proven to be the hub's, since it was pulled; 0 for
    /// never.
    var certified: UInt64 { get throws }
    /// Every record of the base with its digest worked out anew from what is stored.
    mutating func recordDigests() throws -> [DigestedRecord]
    /// Counts anew what the base comes to.
    mutating func rebuildDigests() throws
    /// Keeps a proof, and with it the hub's head; old ones grow sparse.
    mutating func certify(_ certificate: Certificate) throws
    /// The base is no longer proven.
    mutating func uncertify() throws
    /// What this store once heard as the hub's chain at a position, if it still knows.
    func chainHeard(at position: UInt64) throws -> ChainHash?
    /// Keeps that the hub cannot send these records; proof that the base is the hub's ends it.
    ///
    /// - Returns: those that were not known to be.
    mutating func withhold(_ records: [RecordID]) throws -> [RecordID]
    /// Adds an incident to the store's audit.
    mutating func note(
        _ incident: Incident, about replica: ReplicaID?, at now: Timestamp) throws

    /// Keeps the key that departed records' change sets are sealed with.
    mutating func keep(sealingKey: Bytes) throws
    /// Keeps what this replica derives ids with.
    mutating func keep(idSecret: IDSecret) throws
    /// Keeps where the hub is reached beside where it was reached now.
    mutating func keep(addresses: [HubAddress]) throws
    /// The last list of who was shut out that the hub handed over, for a hub that has lost it.
    var revocations: RevocationList? { get throws }
    mutating func keep(revocations: RevocationList) throws
    /// What the hub is to be told of purged records; `nil` with nothing new to say.
    var receiptDue: PurgeReceipt? { get throws }
    /// The hub has that receipt.
    mutating func settle(_ receipt: PurgeReceipt) throws
}

/// A ledger without a disk has nothing to seal and no purge to vouch for.
extension OfficeLedger {
    package func unacknowledgedSealed() -> [SealedBox] { [] }
    package mutating func keep(sealingKey: Bytes) {}
    package mutating func keep(idSecret: IDSecret) {}
    package mutating func keep(addresses: [HubAddress]) {}
    package var revocations: RevocationList? { nil }
    package mutating func keep(revocations: RevocationList) {}
    package var receiptDue: PurgeReceipt? { nil }
    package mutating func settle(_ receipt: PurgeReceipt) {}
}
