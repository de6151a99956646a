package import Merge
internal import Participation
import Practice
internal import Records
import Rulebook
package import Store
import Sync

extension Desk {
    /// Writes in one durable transaction: what this replica may write counts at once, what it may
    /// not becomes proposals, and what nobody could accept stops everything.
    ///
    /// - Throws: `WriteRefusal`, with nothing written.
    package func write(
        _ writes: [Write], actor: RecordID?, reason: String
    ) throws -> WriteReceipt {
        try store.write { transaction in
            try write(writes, actor: actor, reason: reason, in: &transaction)
        }
    }

    /// - Throws: `WriteRefusal.conflictStands` as well, where a write would settle a conflict: only
    ///   who settles it says that he saw its candidates; and `TakenKey`.
    package func write(
        _ writes: [Write], actor: RecordID?, reason: String,
        in transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        try judge.refuseSettling(writes, in: transaction)
        try judge.refuseTakenKeys(writes, in: transaction)
        let receipt = try append(
            Write.once(writes, in: schema), actor: actor, reason: reason, in: &transaction)
        try judge.refuseUnsoundMaps(writes, today: today(transaction), in: transaction)
        return receipt
    }

    /// What this replica may write.
    var judge: WriteJudge {
        WriteJudge(schema: schema, replica: replica, role: role, office: office)
    }

    /// Refuses what a type alone cannot: days on which nobody can have been born or reinstated.
    func refuseImpossible(
        _ writes: [Write], of type: RecordType, before: RecordState,
        _ transaction: StoreTransaction
    ) throws {
        let problem = ImpossibleWrite.problem(
            in: writes, of: type, before: before, today: try today(transaction))
        if let problem { throw DeskError.edit(problem) }
    }

    /// Writes what is to stand, also two values of one unit: what was settled is a conflict again.
    ///
    /// - Parameter earlier: change sets of the same act: what they wrote of a unit gives way to
    ///   what these say of it.
    func append(
        _ writes: [Write], actor: RecordID?, reason: String, after earlier: Set<ChangeSetID> = [],
        in transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        var receipt = WriteReceipt()
        for batch in Write.batches(of: writes) {
            let who = Signature(actor, reason)
            let judged = try judge.judge(batch, by: who, after: earlier, in: transaction)
            let proposals = judged.proposed.map { op in
                let id = newID()
                receipt.proposals.append(id)
                return judge.proposal(op, as: id, by: who)
            }
            guard !judged.allowed.isEmpty || !proposals.isEmpty else { continue }
            let content = ChangeSet(
                replica: replica, actor: actor, role: role, reason: reason, claimedAt: now,
                parent: try transaction.tip, nonce: UInt64.random(in: .min ... .max),
                ops: judged.allowed + proposals)
            receipt.changeSets.append(try transaction.append(content).id)
            receipt.applied += judged.allowed.count
        }
        return receipt
    }
}
