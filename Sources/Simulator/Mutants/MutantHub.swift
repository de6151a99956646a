import Merge
import Sync

/// The hub's store with one planted bug.
struct MutantHub: HubLedger {
    private(set) var inner: MemoryHub
    private let mutant: Mutant

    init(_ inner: MemoryHub, _ mutant: Mutant) {
        self.inner = inner
        self.mutant = mutant
    }

    var head: Head { inner.head }
    var backedUpThrough: UInt64 { inner.backedUpThrough }

    func chain(at position: UInt64) -> ChainHash? { inner.chain(at: position) }

    func effectiveAt(_ position: UInt64) -> Timestamp? { inner.effectiveAt(position) }

    mutating func note(
        _ receipt: PurgeReceipt, of replica: ReplicaID, at now: Timestamp
    ) throws {
        try inner.note(receipt, of: replica, at: now)
    }

    var awaited: Set<ReplicaID> { get throws { try inner.awaited } }

    mutating func heard(_ replica: ReplicaID, at now: Timestamp) throws {
        try inner.heard(replica, at: now)
    }

    var shutOut: [ReplicaID] { get throws { try inner.shutOut } }

    mutating func shutOut(_ replicas: [ReplicaID], at now: Timestamp) throws {
        try inner.shutOut(replicas, at: now)
    }

    func answer(to id: ChangeSetID) -> HubMessage.Acknowledgement? {
        mutant == .answersTwice ? nil : inner.answer(to: id)
    }

    func op(of entry: EntryID) -> Op? { inner.op(of: entry) }

    func principal(of replica: ReplicaID) -> Peer? { inner.principal(of: replica) }

    mutating func append(
        _ id: ChangeSetID, bytes: Bytes, content: ChangeSet?, from replica: ReplicaID,
        effectiveAt: Timestamp, head: Head, verdicts: [Verdict]
    ) throws {
        if mutant == .dropsHistory, head.position % 40 == 0 { return }
        try inner.append(
            id, bytes: bytes, content: content, from: replica, effectiveAt: effectiveAt,
            head: head, verdicts: verdicts)
    }

    func kept(_ id: ChangeSetID) -> KeptChangeSet? { inner.kept(id) }

    func release(of id: ChangeSetID) -> ChangeSetID? { inner.release(of: id) }

    func record(_ id: RecordID) -> StoredRecord? { inner.record(id) }

    mutating func put(_ record: StoredRecord, changed position: UInt64) {
        var record = record
        if mutant == .forgetsAwaited {
            record.state = RecordState(entries: record.state.entries)
        }
        // Taken in with a verdict, and never folded.
        if mutant == .dropsOp, position % 9 == 0, inner.record(record.id) != nil { return }
        if mutant == .forgetsEntry, position % 9 == 0, record.state.entries.count > 1 {
            record.state = RecordState(
                entries: Array(record.state.entries.dropLast()), awaited: record.state.awaited)
        }
        inner.put(record, changed: position)
    }

    func records(of type: String) -> [RecordID] {
        inner.records(of: type)
    }

    func records(
        of type: String, where field: String, is record: RecordID
    ) -> [RecordID] {
        inner.records(of: type, where: field, is: record)
    }

    func texts(of type: String, in field: String) -> [(id: RecordID, text: String)] {
        inner.texts(of: type, in: field)
    }

    func visibility(of record: RecordID) -> [VisibilityRow] { inner.visibility(of: record) }

    mutating func set(_ row: VisibilityRow) {
        var row = row
        if mutant == .neverExits, !row.isIn { return }
        if mutant == .keepsOldEntered,
            let old = inner.visibility(of: row.record).first(where: { $0.scope == row.scope })
        {
            row.entered = old.entered
        }
        inner.set(row)
    }

    func children(of record: RecordID) -> [RecordID] { inner.children(of: record) }

    mutating func setParents(of record: RecordID, to parents: Set<RecordID>) {
        if mutant != .forgetsParents { inner.setParents(of: record, to: parents) }
    }

    func rows(in scopes: [Scope], after mark: RowMark, limit: Int) -> [VisibilityRow] {
        // A page that ended inside a position counts as one that ended behind it.
        let after = mutant == .losesRecordOfCursor ? .end(of: mark.position) : mark
        let rows = inner.rows(in: scopes, after: after, limit: limit)
        return mutant == .losesLastRow && rows.count == limit ? rows.dropLast() : rows
    }

    func digest(in scopes: [Scope]) -> SetDigest {
        switch mutant {
        case .digestIgnoresTypes:
            return inner.restricted(to: scopes).values.map(\.digested)
                .filter { $0.type == "tally" }.reduce(.empty) { $0 + $1.digest }
        case .digestKeepsExits:
            return inner.records.values.filter { stored in
                inner.visibility(of: stored.id).contains { scopes.contains($0.scope) }
            }.reduce(.empty) { $0 + $1.digested.digest }
        default:
            return inner.digest(in: scopes)
        }
    }

    mutating func recordDigests(in scopes: [Scope]) -> [DigestedRecord] {
        let records = inner.recordDigests(in: scopes)
        switch mutant {
        case .digestIgnoresTypes: return records.filter { $0.type == "tally" }
        case .repairLacksRecord: return records.dropLast()
        default: return records
        }
    }

    mutating func rebuildDigests() { inner.rebuildDigests() }

    mutating func note(_ word: ReplicaWord, of replica: ReplicaID, at now: Timestamp) {
        inner.note(word, of: replica, at: now)
    }

    mutating func withhold(_ records: [RecordID]) throws -> [RecordID] {
        try inner.withhold(records)
    }

    mutating func note(
        _ incident: Incident, about replica: ReplicaID?, at now: Timestamp
    ) throws {
        try inner.note(incident, about: replica, at: now)
    }
}
