package import Merge
package import Sync

/// An office's store as plain values: the hub's state as of a cursor, its own change sets on top.
///
/// A copy of it is a cloned disk, or a backup to restore.
package struct MemoryOffice: OfficeLedger, Equatable, Sendable {
    package let replica: ReplicaID
    package private(set) var base: [RecordID: StoredRecord] = [:]
    package private(set) var cursor = Cursor.origin
    package private(set) var top = Head.origin
    package private(set) var scopes: [Scope] = []
    package private(set) var own: [OwnChangeSet] = []
    package private(set) var stashed: [Bytes] = []
    /// Proofs that the base was the hub's, oldest first.
    package private(set) var certificates: [Certificate] = []
    package private(set) var certified: UInt64 = 0
    package private(set) var incidents: [Incident] = []
    /// Records that the hub cannot send.
    package private(set) var withheld: Set<RecordID> = []
    private var digests: [RecordID: SetDigest] = [:]
    /// Records of the base that the disk spoiled: only these may ever need repair.
    package private(set) var damaged: Set<RecordID> = []
    /// The last change set this store wrote.
    package private(set) var tip: ChangeSetID?
    /// The last of its own change sets that it no longer keeps.
    package private(set) var released = Head.origin
    /// Who was shut out, as the hub said last.
    package private(set) var revocations: RevocationList?
    /// How many change sets one push takes; tests make it small.
    package var pushCountMax = SyncLimits.pushCountMax

    package init(replica: ReplicaID) {
        self.replica = replica
    }

    /// Adds a change set to the store's own, as its newest.
    package mutating func adopt(_ change: OwnChangeSet) {
        own.append(change)
        tip = change.sealed.id
    }

    package var pendingCount: UInt64 {
        UInt64(own.count { $0.answer == nil })
    }

    package func unacknowledged() -> [Bytes] {
        var batch: [Bytes] = []
        var size = 0
        for own in own where own.answer == nil {
            size += own.sealed.bytes.count
            if batch.count == pushCountMax { break }
            if size > SyncLimits.pushBytesMax, !batch.isEmpty { break }
            batch.append(own.sealed.bytes)
        }
        return batch
    }

    package mutating func acknowledge(_ acknowledgement: HubMessage.Acknowledgement) {
        guard let index = own.firstIndex(where: { $0.sealed.id == acknowledgement.id }) else {
            return
        }
        own[index].answer = acknowledgement
    }

    package mutating func keep(revocations list: RevocationList) { revocations = list }

    package mutating func raiseTop(_ head: Head) {
        if head.position > top.position { top = head }
    }

    package mutating func put(_ row: PageRow) throws {
        let merged = try row.merged(into: base[row.record]?.state) { origin in
            guard let changeSet = own.first(where: { $0.sealed.id == origin.changeSet }) else {
                return nil
            }
            return Entries(
                changeSet.sealed.content.ops.enumerated().compactMap { index, op in
                    guard op.record == row.record, let value = op.value else { return nil }
                    let id = EntryID(changeSet: origin.changeSet, index: UInt32(index))
                    return Entry(
                        id: id, attribute: op.attribute, key: op.key, value: value,
                        origin: origin)
                })
        }.map { StoredRecord(id: row.record, type: row.type, state: $0) }
        set(row.record, to: merged)
    }

    private mutating func set(_ record: RecordID, to stored: StoredRecord?) {
        base[record] = stored
        digests[record] = stored?.digested.digest
    }

    /// The disk holds something else of the hub's state, and nobody was told.
    package mutating func damage(_ record: RecordID, to stored: StoredRecord?) {
        set(record, to: stored)
        damaged.insert(record)
    }

    package mutating func stash(_ rows: Bytes) {
        stashed.append(rows)
    }

    package mutating func unstash() -> [Bytes] {
        defer { stashed = [] }
        return stashed
    }

    package mutating func move(to cursor: Cursor) {
        self.cursor = cursor
    }

    package mutating func restart(scopes: [Scope]) {
        self.scopes = scopes
        base = [:]
        digests = [:]
        certified = 0
        cursor = .origin
        stashed = []
    }

    package mutating func forgetAcknowledgements() {
        top = .origin
        certificates = []
        for index in own.indices { own[index].answer = nil }
    }

    package mutating func forgetReleased() { released = .origin }

    package mutating func release(through position: UInt64) {
        for answer in own.compactMap(\.answer) where answer.head.position <= position {
            if answer.head.position > released.position { released = answer.head }
        }
        own.removeAll { own in own.answer.map { $0.head.position <= position } ?? false }
    }

    package var baseDigest: SetDigest { digests.values.reduce(.empty, +) }

    package mutating func recordDigests() -> [DigestedRecord] {
        base.values.map(\.digested).sorted { $0.id < $1.id }
    }

    package mutating func rebuildDigests() {
        digests = base.mapValues(\.digested.digest)
    }

    package mutating func certify(_ certificate: Certificate) {
        withheld = []
        guard certified != certificate.head.position else { return }
        certified = certificate.head.position
        certificates.removeAll { $0.head.position >= certified }
        certificates.append(certificate)
        let kept = Certificate.kept(
            of: certificates.map(\.head.position), max: SyncLimits.headsKeptMax)
        certificates.removeAll { !kept.contains($0.head.position) }
    }

    package mutating func uncertify() { certified = 0 }

    package func chainHeard(at position: UInt64) -> ChainHash? {
        certificates.first { $0.head.position == position }?.head.chain
    }

    package mutating func withhold(_ records: [RecordID]) -> [RecordID] {
        records.filter { withheld.insert($0).inserted }
    }

    package mutating func note(
        _ incident: Incident, about replica: ReplicaID?, at now: Timestamp
    ) {
        incidents.append(incident)
        if case .repaired(let records, _) = incident { damaged.subtract(records.map(\.id)) }
    }
}
