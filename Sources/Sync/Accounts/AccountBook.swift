package import Merge

/// A history of change sets as the accounting reads it: the hub's, or a replica's own.
package protocol AccountBook {
    /// The next change sets in the store's order, after an ordinal; empty at the end.
    func page(after ordinal: Int64) throws -> [AccountedChangeSet]

    /// What stands on these records now.
    ///
    /// - Parameter withOverlay: with the replica's own change sets on top that its cursor has not
    ///   passed.
    func states(
        of records: Set<RecordID>, withOverlay: Bool
    ) throws -> [RecordID: RecordState]

    /// On whose account a replica's writes go.
    func holder(of replica: ReplicaID) throws -> AccountHolder

    /// Whether the book holds every change set of every replica, as the hub's does.
    var isWhole: Bool { get }
}

/// One change set of a book.
package struct AccountedChangeSet: Sendable {
    package let ordinal: Int64
    package let id: ChangeSetID
    /// On whose account it is: its author's, or who brought it where its own word does not count;
    /// `nil` where nobody can say.
    package let replica: ReplicaID?
    /// `nil` where the bytes are no change set, or sealed away.
    package let content: ChangeSet?
    /// One per op; empty while the hub has not answered.
    package let verdicts: [Verdict]
    package let position: UInt64?
    /// The time that counts; the claimed one while pending.
    package let effectiveAt: Timestamp
    /// Whether it lies on top of a replica's base still.
    package let isOverlay: Bool

    package init(
        ordinal: Int64, id: ChangeSetID, replica: ReplicaID?, content: ChangeSet?,
        verdicts: [Verdict], position: UInt64?, effectiveAt: Timestamp, isOverlay: Bool
    ) {
        self.ordinal = ordinal
        self.id = id
        self.replica = replica
        self.content = content
        self.verdicts = verdicts
        self.position = position
        self.effectiveAt = effectiveAt
        self.isOverlay = isOverlay
    }

    /// The writer's own day, in UTC.
    package var day: Day { Day(of: content?.claimedAt ?? effectiveAt) }

    /// The verdict of one op; `nil` where the hub has not said.
    package func verdict(at index: Int) -> Verdict? {
        guard !verdicts.isEmpty else { return nil }
        // One verdict stands for all that nobody has opened.
        if verdicts == [.crashed] { return .crashed }
        return verdicts.indices.contains(index) ? verdicts[index] : .malformed
    }
}
