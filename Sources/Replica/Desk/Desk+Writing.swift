package import Merge
import Practice
package import Store

extension Desk {
    /// Ops of one change set, unless one record alone needs more: a push stays in its limits.
    private static let opsPerChangeSet = 8_192

    /// Writes in one durable transaction: what this replica may write counts at once, what it may
    /// not becomes proposals, and what nobody could accept stops everything.
    ///
    /// - Throws: `DeskError.refused`, with nothing written.
    package func write(
        _ writes: [Write], actor: RecordID?, reason: String
    ) throws -> WriteReceipt {
        try store.write { transaction in
            try write(writes, actor: actor, reason: reason, in: &transaction)
        }
    }

    package func write(
        _ writes: [Write], actor: RecordID?, reason: String,
        in transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        var receipt = WriteReceipt()
        for batch in Desk.batches(of: writes) {
            let judged = try judge(batch, reason, transaction)
            let proposals = judged.proposed.map { op in
                let id = newID()
                receipt.proposals.append(id)
                return ProposalDraft.write(
                    op, as: id, author: replica, office: office, reason: reason
                ).op(seeing: RecordState(), shape: nil)
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

    /// Writes of one record stay together, so that what was one thought arrives as one.
    private static func batches(of writes: [Write]) -> [ArraySlice<Write>] {
        var batches: [ArraySlice<Write>] = []
        var start = 0
        var bytes = 0
        for index in writes.indices {
            bytes += 48 + (writes[index].value?.count ?? 0) + writes[index].key.count
            let isNewRecord = index > 0 && writes[index].record != writes[index - 1].record
            let isFull =
                index - start >= opsPerChangeSet || bytes > MergeLimits.changeSetBytesMax / 2
            guard isNewRecord, isFull else { continue }
            batches.append(writes[start..<index])
            start = index
            bytes = 0
        }
        batches.append(writes[start...])
        return batches
    }

    private func judge(
        _ writes: ArraySlice<Write>, _ reason: String, _ transaction: StoreTransaction
    ) throws -> (allowed: [Op], proposed: [Op]) {
        var views: [RecordID: RecordState] = [:]
        for id in Set(writes.map(\.record)) {
            views[id] = try transaction.view(of: id) ?? RecordState()
        }
        let ops = writes.map { write in
            write.op(
                seeing: views[write.record] ?? RecordState(),
                shape: schema[write.type]?[write.attribute]?.shape)
        }
        let siblings = Dictionary(grouping: ops, by: \.record)
        var allowed: [Op] = []
        var proposed: [Op] = []
        for op in ops where op.value != nil || !op.replaces.isEmpty {
            let request = WriteRequest(
                op: op, role: role, office: office, reason: reason,
                before: views[op.record] ?? RecordState(), siblings: siblings[op.record] ?? [])
            switch Authority.permission(
                request, schema: schema, officeOf: { $0 == replica ? office : nil })
            {
            case .allow: allowed.append(op)
            case .propose: proposed.append(op)
            case .refuse(let refusal):
                throw DeskError.refused(
                    type: op.type, attribute: op.attribute, refusal)
            }
        }
        return (allowed, proposed)
    }
}
