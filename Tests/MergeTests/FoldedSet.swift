import Merge

/// A set of change sets and the states it folds to: what arrives twice is taken in once.
struct FoldedSet {
    private(set) var states: [RecordID: RecordState] = [:]
    private var arrived: Set<ChangeSetID> = []

    mutating func take(_ sealed: SealedChangeSet) {
        guard arrived.insert(sealed.id).inserted else { return }
        FoldedSet.fold(sealed, into: &states) { [arrived] in arrived.contains($0) }
    }

    static func fold(
        _ sealed: SealedChangeSet, into states: inout [RecordID: RecordState],
        hasArrived: (ChangeSetID) -> Bool = { _ in false }
    ) {
        for (index, op) in sealed.content.ops.enumerated() {
            let id = EntryID(changeSet: sealed.id, index: UInt32(index))
            states[op.record, default: RecordState()].apply(
                op, id: id, origin: Origin(of: sealed), hasArrived: hasArrived)
        }
    }

    func bytes(of record: RecordID) -> [UInt8] {
        (states[record] ?? RecordState()).canonicalBytes
    }

    func packed(_ record: RecordID) -> [UInt8] {
        var names = NameTable(["a", "b"])
        return RecordState(entries: states[record]?.entries ?? []).packed(names: &names)
    }
}
