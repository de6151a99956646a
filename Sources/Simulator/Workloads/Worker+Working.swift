package import Merge
import Records
import Sync

extension Worker {
    /// Does a piece of work on his own store.
    ///
    /// - Parameter isWritten: whether writes made by hand get past whoever judges them.
    /// - Throws: what no person would be told.
    package mutating func work(
        _ workload: Workload, isWritten: (ChangeSet, inout Dice) -> Bool = { _, _ in true }
    ) throws {
        switch workload.task {
        case .deeds(let act):
            try found()
            // The centre has the group's work of three offices before it.
            for _ in 0..<(office == nil ? 1 + dice.below(6) : 1) { try act(&self) }
        case .writes(let make):
            let writes = make(&self)
            guard !writes.isEmpty else { return }
            var draft = store
            let sealed = draft.commit(
                writes, schema: SimulatedRules.schema, role: peer.role, actor: Worker.users[0],
                reason: dice.isLucky(50) ? "asked by phone" : "", claimedAt: now,
                nonce: dice.next())
            guard isWritten(sealed.content, &dice) else { return }
            store = draft
            save(sealed)
        }
    }

    /// People of the group: two are needed to agree.
    static let users = [0x05E4_0001, 0x05E4_0002].map { RecordID(bits: $0) }

    /// One of them, who now and then says why.
    mutating func signature() -> Signature {
        Signature(dice.one(of: Worker.users), dice.isLucky(60) ? "asked by phone" : "")
    }
}
