import Merge

/// Small values the tests share.
enum Sample {
    static func op(
        _ attribute: String = "a", key: Bytes = [], value: Bytes? = [], replaces: [EntryID] = []
    ) -> Op {
        Op(
            record: RecordID(bits: 1), type: "t", attribute: attribute, key: key, value: value,
            replaces: replaces)
    }

    static func origin(_ id: EntryID, at milliseconds: Int64 = 0) -> Origin {
        Origin(
            changeSet: id.changeSet, position: 1,
            effectiveAt: Timestamp(milliseconds: milliseconds),
            replica: ReplicaID(bits: 0), actor: nil)
    }

    static func entry(
        _ bits: UInt128, _ attribute: String, key: Value? = nil, _ value: Value = Value([]),
        at milliseconds: Int64 = 0
    ) -> Entry {
        let id = EntryID(changeSet: ChangeSetID(bits: bits), index: 0)
        return Entry(
            id: id, attribute: attribute, key: key?.encoded ?? [], value: value.encoded,
            origin: origin(id, at: milliseconds))
    }

    static func changeSet(
        ops: [Op], actor: RecordID? = RecordID(bits: 3), reason: String = "because",
        parent: ChangeSetID? = ChangeSetID(bits: 9)
    ) -> ChangeSet {
        ChangeSet(
            replica: ReplicaID(bits: 5), actor: actor, role: .coordinator, reason: reason,
            claimedAt: Timestamp(milliseconds: -5), parent: parent, nonce: .max, ops: ops)
    }
}
