import Merge
internal import Records
import Store
import Sync

extension Desk {
    /// Lets go of own work that the hub held back, once its record says what became of it: it came
    /// in again, or somebody dropped it.
    ///
    /// Belongs into the transaction that applied the page which said so, or the same work would be
    /// seen twice or not at all in between.
    func settleHeldBack(_ transaction: inout StoreTransaction) throws {
        try transaction.settleHeld { store, held in
            let id = HeldWrite.id(.quarantine, changeSet: held.changeSet, index: held.index)
            // Own steps that the hub has not seen decide nothing.
            guard let state = try store.record(id)?.state else { return false }
            return Desk.isSettled(id, state)
        }
    }

    private static func isSettled(_ id: RecordID, _ state: RecordState) -> Bool {
        let workflow = HeldWrite.Kind.quarantine.workflow
        let type = HeldWrite.Kind.quarantine.recordType
        let standing = workflow.standing(
            of: RecordView(id: id, type: type, projection: type.project(state)))
        return workflow.state(standing.state)?.isFinal == true
    }
}
