package import Merge

/// What the hub's half of the conversation needs of the hub's store; PostgreSQL is to be its second
/// home.
///
/// Every call belongs to one transaction.
package protocol HubLedger {
    /// Whether an answer costs a round over a network: such a ledger is told beforehand what it is
    /// about to be asked.
    var isDistant: Bool { get }
    /// Fetches the answers to all of these in one round; they are at hand, and follow what is
    /// written, until the transaction ends.
    func expect(_ questions: Set<LedgerQuestion>) throws
    /// Whether an answer would cost no round.
    func isAtHand(_ question: LedgerQuestion) -> Bool

    var head: Head { get throws }
    /// Change sets at or before this position are inside the oldest backup.
    var backedUpThrough: UInt64 { get throws }
    func chain(at position: UInt64) throws -> ChainHash?
    /// The time that counts for the change set at a position.
    func effectiveAt(_ position: UInt64) throws -> Timestamp?
    /// A replica has purged what left its scope.
    mutating func note(_ receipt: PurgeReceipt, of replica: ReplicaID, at now: Timestamp) throws

    /// Replicas that a restored hub has to hear before it serves anybody; none at another.
    var awaited: Set<ReplicaID> { get throws }
    /// A replica has said whom it knows to be shut out.
    mutating func heard(_ replica: ReplicaID, at now: Timestamp) throws
    /// Everybody who was ever shut out, ascending.
    var shutOut: [ReplicaID] { get throws }
    /// Takes in who was shut out, as a list says that the group's authority signed.
    mutating func shutOut(_ replicas: [ReplicaID], at now: Timestamp) throws

    /// The answer a change set got when it was first taken in; `nil` for a new one.
    func answer(to id: ChangeSetID) throws -> HubMessage.Acknowledgement?
    /// Which op wrote an entry, for judging whether somebody may end it; `nil` if never seen.
    func op(of entry: EntryID) throws -> Op?
    /// The office a replica was registered for; `nil` for one never registered.
    func principal(of replica: ReplicaID) throws -> Peer?
    /// Appends to the history, with the time the hub lets count for it.
    ///
    /// - Parameter replica: who brought it; it is on that one's account where the bytes do not say
    ///   whose they are, say so falsely, or name one whom nobody registered.
    mutating func append(
        _ id: ChangeSetID, bytes: Bytes, content: ChangeSet?, from replica: ReplicaID,
        effectiveAt: Timestamp, head: Head, verdicts: [Verdict]
    ) throws
    /// The bytes of a change set of the history, and on whose account it stands.
    func kept(_ id: ChangeSetID) throws -> KeptChangeSet?
    /// The hub's change set that takes in again what an earlier one held back, if there is one.
    func release(of id: ChangeSetID) throws -> ChangeSetID?

    func record(_ id: RecordID) throws -> StoredRecord?
    mutating func put(_ record: StoredRecord, changed position: UInt64) throws
    /// Every record of a type, as this transaction has them, by id.
    func records(of type: String) throws -> [RecordID]
    /// The records of a type whose reference field shows that record, by id.
    func records(
        of type: String, where field: String, is record: RecordID
    ) throws -> [RecordID]
    /// The records of a type with the text that a field of theirs shows, by id; those that show
    /// none are left out.
    func texts(of type: String, in field: String) throws -> [(id: RecordID, text: String)]
    func visibility(of record: RecordID) throws -> [VisibilityRow]
    mutating func set(_ row: VisibilityRow) throws
    func children(of record: RecordID) throws -> [RecordID]
    /// Replaces the records whose scopes this one shares; siblings may name several.
    mutating func setParents(of record: RecordID, to parents: Set<RecordID>) throws
    /// Rows of any of the scopes behind a mark, by (changed, record), at most `limit`.
    func rows(
        in scopes: [Scope], after mark: RowMark, limit: Int
    ) throws -> [VisibilityRow]

    /// What the records come to that are visible in any of these scopes, each counted once.
    func digest(in scopes: [Scope]) throws -> SetDigest
    /// Those records, with their digests worked out anew from what is stored.
    mutating func recordDigests(in scopes: [Scope]) throws -> [DigestedRecord]
    /// Counts anew what all records come to.
    mutating func rebuildDigests() throws
    /// Keeps what a replica says of the history outside of the history: the highest head it
    /// vouches for, and where its base was proven equal. What it said before is not written again.
    mutating func note(_ word: ReplicaWord, of replica: ReplicaID, at now: Timestamp) throws
    /// Keeps that these records are too large to send.
    ///
    /// - Returns: those that were not known to be.
    mutating func withhold(_ records: [RecordID]) throws -> [RecordID]
    /// Adds an incident to the store's audit.
    mutating func note(
        _ incident: Incident, about replica: ReplicaID?, at now: Timestamp) throws
}

/// A change set of the history as it came.
package struct KeptChangeSet: Equatable, Sendable {
    package let bytes: Bytes
    /// Who wrote it; who brought it, where its own word does not count.
    package let replica: ReplicaID?

    package init(bytes: Bytes, replica: ReplicaID?) {
        self.bytes = bytes
        self.replica = replica
    }
}

/// What a replica says of the hub's history.
package struct ReplicaWord: Equatable, Sendable {
    /// The highest point of the history it has heard of.
    package let vouched: Head
    /// The position at which its base was last proven equal; 0 for never.
    package let certified: UInt64

    package init(vouched: Head, certified: UInt64) {
        self.vouched = vouched
        self.certified = certified
    }
}

/// A record as the hub keeps it.
package struct StoredRecord: Equatable, Sendable {
    package let id: RecordID
    package let type: String
    package var state: RecordState

    package init(id: RecordID, type: String, state: RecordState) {
        self.id = id
        self.type = type
        self.state = state
    }
}

/// That a record is, or was, visible in a scope, and since when.
package struct VisibilityRow: Equatable, Sendable {
    package let scope: Scope
    package let record: RecordID
    /// The position of the last change that this scope must hear of.
    package var changed: UInt64
    /// The position at which the record entered the scope: since then it has been sent whole.
    package var entered: UInt64
    package var isIn: Bool

    package var mark: RowMark { RowMark(position: changed, record: record) }

    package init(
        scope: Scope, record: RecordID, changed: UInt64, entered: UInt64, isIn: Bool
    ) {
        self.scope = scope
        self.record = record
        self.changed = changed
        self.entered = entered
        self.isIn = isIn
    }
}
