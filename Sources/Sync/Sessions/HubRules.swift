package import Merge

/// The business, as the hub is handed it: what exists, who may write, and what follows from a
/// change.
package struct HubRules: Sendable {
    package let schema: Schema
    /// Answers for one op; the closure tells the office a replica was enrolled for.
    package let permission: @Sendable (WriteRequest, (ReplicaID) -> RecordID?) -> Permission
    /// What the hub writes in the transaction that took in a cause.
    ///
    /// Pure: the same cause gives the same writes with the same ids, so that a replay derives
    /// nothing twice.
    package let reactions: @Sendable (Cause) -> [Write]

    package init(
        schema: Schema,
        permission: @escaping @Sendable (WriteRequest, (ReplicaID) -> RecordID?) -> Permission,
        reactions: @escaping @Sendable (Cause) -> [Write]
    ) {
        self.schema = schema
        self.permission = permission
        self.reactions = reactions
    }

    /// A change set and what became of its ops.
    package struct Cause: Sendable {
        package let changeSet: SealedChangeSet
        package let verdicts: [Verdict]
        package let author: Peer
    }
}
