/// One local transaction as it travels: who wrote, what the store had written before, and the ops.
package struct ChangeSet: Equatable, Sendable {
    package let replica: ReplicaID
    /// The `User` record of the person at the keyboard; `nil` for what a program derived.
    package let actor: RecordID?
    package let role: Role
    package let reason: String
    /// The writer's own clock.
    ///
    /// It orders nothing that causality orders.
    package let claimedAt: Timestamp
    /// The store's previous change set: two children of one parent tell of a copied disk.
    package let parent: ChangeSetID?
    /// Keeps two equal transactions on two copies of one disk apart.
    package let nonce: UInt64
    package let ops: [Op]

    package init(
        replica: ReplicaID, actor: RecordID?, role: Role, reason: String = "",
        claimedAt: Timestamp, parent: ChangeSetID?, nonce: UInt64, ops: [Op]
    ) {
        self.replica = replica
        self.actor = actor
        self.role = role
        self.reason = reason
        self.claimedAt = claimedAt
        self.parent = parent
        self.nonce = nonce
        self.ops = ops
    }
}
