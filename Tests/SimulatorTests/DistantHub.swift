import Merge
import Simulator
import Sync

/// A hub's ledger as if it were behind a network: it counts the rounds that its answers cost.
///
/// What it was told beforehand costs one round for all; what it is asked without, one each. What
/// was fetched or written is at hand until the transaction ends. Writes are sent on and cost none.
struct DistantHub: HubLedger {
    private(set) var inner: MemoryHub
    /// What cost a round of its own, in order; for whoever wants to know what was not foreseen.
    var unforeseen: [LedgerQuestion] { wire.unforeseen }
    private let wire = Wire()

    /// What is at hand, and what it has cost; a reference, as a transaction's cache is.
    private final class Wire {
        var atHand: Set<LedgerQuestion> = []
        var rounds = 0
        var unforeseen: [LedgerQuestion] = []
    }

    /// Whether it is told beforehand what it will be asked.
    let isDistant: Bool

    init(_ inner: MemoryHub, isTold: Bool = true) {
        self.inner = inner
        self.isDistant = isTold
    }

    var rounds: Int { wire.rounds }

    var awaited: Set<ReplicaID> { get throws { try inner.awaited } }

    mutating func heard(_ replica: ReplicaID, at now: Timestamp) throws {
        try inner.heard(replica, at: now)
    }

    var shutOut: [ReplicaID] { get throws { try inner.shutOut } }

    mutating func shutOut(_ replicas: [ReplicaID], at now: Timestamp) throws {
        try inner.shutOut(replicas, at: now)
    }

    func isAtHand(_ question: LedgerQuestion) -> Bool { wire.atHand.contains(question) }

    func expect(_ questions: Set<LedgerQuestion>) {
        let news = questions.subtracting(wire.atHand)
        guard !news.isEmpty else { return }
        wire.rounds += 1
        for question in news { take(question) }
    }

    private func take(_ question: LedgerQuestion) {
        wire.atHand.insert(question)
        let records =
            switch question {
            case .records(let type): inner.records(of: type)
            case .referring(let type, let field, let id):
                inner.records(of: type, where: field, is: id)
            default: [RecordID]()
            }
        for id in records { wire.atHand.insert(.record(id)) }
    }

    /// Costs a round where it is not at hand.
    private func ask(_ question: LedgerQuestion) -> MemoryHub {
        if !isAtHand(question) {
            wire.rounds += 1
            wire.unforeseen.append(question)
            take(question)
        }
        return inner
    }

    /// Costs a round whenever it is asked.
    private var asked: MemoryHub {
        wire.rounds += 1
        return inner
    }

    private func wrote(_ question: LedgerQuestion) { wire.atHand.insert(question) }

    // Whoever holds the head locks it, and knows it from then on.
    var head: Head { inner.head }
    var backedUpThrough: UInt64 { inner.backedUpThrough }

    func chain(at position: UInt64) -> ChainHash? {
        ask(.position(position)).chain(at: position)
    }

    func effectiveAt(_ position: UInt64) -> Timestamp? {
        ask(.position(position)).effectiveAt(position)
    }

    func answer(to id: ChangeSetID) -> HubMessage.Acknowledgement? {
        ask(.changeSet(id)).answer(to: id)
    }

    func op(of entry: EntryID) -> Op? { ask(.changeSet(entry.changeSet)).op(of: entry) }

    func kept(_ id: ChangeSetID) -> KeptChangeSet? { ask(.changeSet(id)).kept(id) }

    func release(of id: ChangeSetID) -> ChangeSetID? { ask(.changeSet(id)).release(of: id) }

    func principal(of replica: ReplicaID) -> Peer? {
        ask(.principal(replica)).principal(of: replica)
    }

    func record(_ id: RecordID) -> StoredRecord? { ask(.record(id)).record(id) }

    func visibility(of record: RecordID) -> [VisibilityRow] {
        ask(.record(record)).visibility(of: record)
    }

    func children(of record: RecordID) -> [RecordID] {
        ask(.children(record)).children(of: record)
    }

    func records(of type: String) -> [RecordID] {
        ask(.records(type: type)).records(of: type)
    }

    func records(of type: String, where field: String, is record: RecordID) -> [RecordID] {
        ask(.referring(type: type, field: field, record))
            .records(of: type, where: field, is: record)
    }

    func texts(of type: String, in field: String) -> [(id: RecordID, text: String)] {
        ask(.texts(type: type, field: field)).texts(of: type, in: field)
    }

    func rows(in scopes: [Scope], after mark: RowMark, limit: Int) -> [VisibilityRow] {
        asked.rows(in: scopes, after: mark, limit: limit)
    }

    func digest(in scopes: [Scope]) -> SetDigest { asked.digest(in: scopes) }

    mutating func recordDigests(in scopes: [Scope]) -> [DigestedRecord] {
        wire.rounds += 1
        return inner.recordDigests(in: scopes)
    }

    // MARK: Writes

    mutating func note(_ receipt: PurgeReceipt, of replica: ReplicaID, at now: Timestamp) throws {
        try inner.note(receipt, of: replica, at: now)
    }

    mutating func append(
        _ id: ChangeSetID, bytes: Bytes, content: ChangeSet?, from replica: ReplicaID,
        effectiveAt: Timestamp, head: Head, verdicts: [Verdict]
    ) throws {
        try inner.append(
            id, bytes: bytes, content: content, from: replica, effectiveAt: effectiveAt,
            head: head, verdicts: verdicts)
        wrote(.changeSet(id))
        wrote(.position(head.position))
    }

    mutating func put(_ record: StoredRecord, changed position: UInt64) {
        inner.put(record, changed: position)
        wrote(.record(record.id))
    }

    mutating func set(_ row: VisibilityRow) { inner.set(row) }

    mutating func setParents(of record: RecordID, to parents: Set<RecordID>) {
        inner.setParents(of: record, to: parents)
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
