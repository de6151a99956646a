import Merge
import Testing

/// What one act writes twice, in two change sets, stands once.
struct EarlierWriteTests {
    private let record = RecordID(bits: 1)
    private let first = ChangeSetID(bits: 7)
    private let theirs = ChangeSetID(bits: 8)

    /// A unit on which two change sets stand beside each other.
    private var state: RecordState {
        var state = RecordState()
        for changeSet in [first, theirs] {
            let origin = Origin(
                changeSet: changeSet, position: 0, effectiveAt: Timestamp(milliseconds: 0),
                replica: ReplicaID(bits: 3), actor: nil)
            state.apply(
                Op(record: record, type: "thing", attribute: "label", value: [1]),
                id: EntryID(changeSet: changeSet, index: 0), origin: origin,
                hasArrived: { _ in true })
        }
        return state
    }

    private func replaced(
        _ replacing: [EntryID]?, after earlier: Set<ChangeSetID>
    ) -> Set<ChangeSetID> {
        let write = Write(
            record: record, type: "thing", attribute: "label", value: [2], replacing: replacing)
        return Set(write.op(seeing: state, after: earlier, shape: nil).replaces.map(\.changeSet))
    }

    @Test func `a write that names its base replaces what its own act wrote, and nobody else's`() {
        #expect(replaced([], after: []) == [])
        #expect(replaced([], after: [first]) == [first])
        #expect(replaced(nil, after: [first]) == [first, theirs])
        #expect(replaced([EntryID(changeSet: first, index: 0)], after: [first]) == [first])
    }
}
