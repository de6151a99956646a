package import Merge

/// One write that touched a record, as its history tells it.
package struct HistoricWrite: Equatable, Sendable {
    package let entry: EntryID
    /// `nil` while the hub has not answered.
    package let position: UInt64?
    package let claimedAt: Timestamp
    /// The time that counts.
    package let effectiveAt: Timestamp
    package let replica: ReplicaID
    package let office: RecordID?
    package let actor: RecordID?
    package let role: Role
    package let reason: String
    package let attribute: String
    package let key: Bytes
    /// The encoded `Value`; `nil` for a removal, and where it is withheld.
    package let value: Bytes?
    /// Whether key and value are kept back.
    package let isWithheld: Bool
    package let replaces: [EntryID]
    /// `nil` while the hub has not answered.
    package let verdict: Verdict?

    package init(
        entry: EntryID, position: UInt64?, claimedAt: Timestamp, effectiveAt: Timestamp,
        replica: ReplicaID, office: RecordID?, actor: RecordID?, role: Role, reason: String,
        attribute: String, key: Bytes, value: Bytes?, isWithheld: Bool = false,
        replaces: [EntryID], verdict: Verdict?
    ) {
        self.entry = entry
        self.position = position
        self.claimedAt = claimedAt
        self.effectiveAt = effectiveAt
        self.replica = replica
        self.office = office
        self.actor = actor
        self.role = role
        self.reason = reason
        self.attribute = attribute
        self.key = key
        self.value = value
        self.isWithheld = isWithheld
        self.replaces = replaces
        self.verdict = verdict
    }

    /// The write as a peer may read it.
    ///
    /// What never counted was never shown to anybody: only its own office and the centre learn it.
    package func told(to peer: Peer) -> HistoricWrite {
        guard verdict != .applied, let asking = peer.office, asking != office else { return self }
        return HistoricWrite(
            entry: entry, position: position, claimedAt: claimedAt, effectiveAt: effectiveAt,
            replica: replica, office: office, actor: actor, role: role, reason: "",
            attribute: attribute, key: [], value: nil, isWithheld: true, replaces: replaces,
            verdict: verdict)
    }
}
