package import Merge

/// The business, as the hub is handed it: what exists, who may write, and what follows from a
/// change.
package struct HubRules: Sendable {
    package let schema: Schema
    /// Answers for one op; the closure tells the office a replica was registered for.
    package let permission: @Sendable (WriteRequest, (ReplicaID) -> RecordID?) -> Permission
    /// What the hub writes in the transaction that took in a cause, on its day (UTC).
    ///
    /// Pure: the same cause on the same records gives the same writes with the same ids, so that a
    /// replay derives nothing twice.
    package let reactions: Reacting
    /// What the hub writes about bytes that it takes in unread.
    package let unread: @Sendable (Unread) -> [Write]
    /// Which change sets that were kept aside a cause asks the hub to take in again.
    package let retried: @Sendable (Cause, Lookup) -> [ChangeSetID]
    /// What the hub writes where people look, once it has taken in again the ops at these numbers.
    package let released: @Sendable (ChangeSetID, [Int], Lookup) -> [Write]

    /// The offices that go by a code, as written; several where nobody has said which one stands.
    package let offices: @Sendable (_ code: String, Lookup) -> [RecordID]

    /// What the business writes by itself once a change set was taken in, on the hub's day.
    package typealias Reacting = @Sendable (Cause, Lookup, Day) -> [Write]

    package init(
        schema: Schema,
        permission: @escaping @Sendable (WriteRequest, (ReplicaID) -> RecordID?) -> Permission,
        reactions: @escaping Reacting,
        unread: @escaping @Sendable (Unread) -> [Write] = { _ in [] },
        retried: @escaping @Sendable (Cause, Lookup) -> [ChangeSetID] = { _, _ in [] },
        released: @escaping @Sendable (ChangeSetID, [Int], Lookup) -> [Write] = { _, _, _ in [] },
        offices: @escaping @Sendable (String, Lookup) -> [RecordID] = { _, _ in [] }
    ) {
        self.schema = schema
        self.permission = permission
        self.reactions = reactions
        self.unread = unread
        self.retried = retried
        self.released = released
        self.offices = offices
    }

    /// A change set and what became of its ops.
    package struct Cause: Sendable {
        package let changeSet: SealedChangeSet
        package let verdicts: [Verdict]
        package let author: Peer

        /// Whose the ops are: what the hub releases is its author's still, and what claims
        /// another's name is whose who brought it.
        package var writer: ReplicaID {
            let content = changeSet.content
            let isForged = verdicts.contains(where: \.isForged)
            return isForged || content.role == .hub ? author.replica : content.replica
        }

        /// The ops that count, in order.
        package var applied: [Op] {
            zip(changeSet.content.ops, verdicts).filter { $0.1 == .applied }.map(\.0)
        }
    }

    /// Bytes of the history that the hub has not opened.
    package struct Unread: Sendable {
        /// Of the only one, or of the first of several that came in one message.
        package let id: ChangeSetID
        /// How many the message held.
        package let count: Int
        /// Of all of them together.
        package let byteCount: Int
        package let verdict: Verdict
        package let author: Peer
        package let arrivedAt: Timestamp
    }

    /// The hub's records as they stand after the cause, inside its transaction.
    package struct Lookup {
        /// What the centre derives ids with.
        package let secret: IDSecret?
        /// What it derived ids with before, the last one first.
        package let formerSecrets: [IDSecret]
        package let record: (RecordID) -> StoredRecord?
        /// Every record of a type, by id.
        package let records: (_ type: String) -> [StoredRecord]
        /// The records of a type whose reference field names a record, by id.
        package let referring:
            (_ type: String, _ field: String, _ record: RecordID) -> [StoredRecord]
        /// The ids of a type's records, in order; for naming one without reading all.
        package let ids: (_ type: String) -> [RecordID]
        /// The texts that a field of a type's records shows, by id; for the same.
        package let texts: (_ type: String, _ field: String) -> [(id: RecordID, text: String)]

        package init(
            secret: IDSecret?, formerSecrets: [IDSecret] = [],
            record: @escaping (RecordID) -> StoredRecord?,
            records: @escaping (_ type: String) -> [StoredRecord],
            referring:
                @escaping (_ type: String, _ field: String, _ record: RecordID)
                -> [StoredRecord],
            ids: @escaping (_ type: String) -> [RecordID],
            texts:
                @escaping (_ type: String, _ field: String) -> [(id: RecordID, text: String)]
        ) {
            self.secret = secret
            self.formerSecrets = formerSecrets
            self.record = record
            self.records = records
            self.referring = referring
            self.ids = ids
            self.texts = texts
        }
    }
}
