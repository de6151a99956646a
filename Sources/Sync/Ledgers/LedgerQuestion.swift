package import Merge

/// What a ledger can be asked, named before it is asked.
package enum LedgerQuestion: Hashable, Sendable {
    /// The answer to a change set, its bytes and ops, and its release.
    case changeSet(ChangeSetID)
    /// The chain and the time of a position.
    case position(UInt64)
    case principal(ReplicaID)
    /// A record and its visibility rows.
    case record(RecordID)
    case children(RecordID)
    /// Every record of a type.
    case records(type: String)
    /// The records of a type whose reference field shows one.
    case referring(type: String, field: String, RecordID)
    case texts(type: String, field: String)
}

// A ledger in this process answers at once and is told nothing. One behind a network is told
// beforehand: what it fetches then, in one round, is at hand until the transaction ends, and what
// it was not told of costs a round of its own.

extension HubLedger {
    package var isDistant: Bool { false }
    package func expect(_ questions: Set<LedgerQuestion>) throws {}
    package func isAtHand(_ question: LedgerQuestion) -> Bool { true }
}
