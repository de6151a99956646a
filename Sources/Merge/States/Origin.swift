/// Where an entry comes from: what a person is shown, and what `latest` goes by.
package struct Origin: Hashable, Sendable {
    package let changeSet: ChangeSetID
    /// The hub's position of the change set; 0 while it is pending.
    package let position: UInt64
    /// The claimed time, or the hub's own where the claim was ahead of it.
    package let effectiveAt: Timestamp
    package let replica: ReplicaID
    package let actor: RecordID?

    package init(
        changeSet: ChangeSetID, position: UInt64, effectiveAt: Timestamp, replica: ReplicaID,
        actor: RecordID?
    ) {
        self.changeSet = changeSet
        self.position = position
        self.effectiveAt = effectiveAt
        self.replica = replica
        self.actor = actor
    }
}
