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
    /// - Throws: `DeskError.refused`, with nothing written.
    package func write(
        _ writes: [Write], actor: RecordID?, reason: String
    ) throws -> WriteReceipt {
        try store.write { transaction in
            try write(writes, actor: actor, reason: reason, in: &transaction)
        }
    }

    /// - Throws: `DeskError.conflictStands` as well, where a write would settle a conflict: only
    ///   who settles it says that he saw its candidates; and `TakenKey`.
    package func write(
        _ writes: [Write], actor: RecordID?, reason: String,
        in transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        try refuseSettling(writes, transaction)
        try refuseTakenKeys(writes, transaction)
        let receipt = try append(
            Write.once(writes, in: schema), actor: actor, reason: reason, in: &transaction)
        try refuseUnsoundMaps(writes, transaction)
        return receipt
    }

    /// - Parameters:
    ///   - settled: the conflict that these writes are to settle.
    ///   - seen: what their author has seen before, elsewhere: a conflict among these is settled.
    func refuseSettling(
        _ writes: [Write], settled: RecordID? = nil, seen: Set<EntryID> = [],
        _ transaction: StoreTransaction
    ) throws {
        for (record, writes) in Dictionary(grouping: writes, by: \.record) {
            let open = try transaction.projection(of: record)?.1.conflicts ?? []
            for conflict in open {
                let id = OpenConflict.id(record, conflict)
                let isTouched = writes.contains {
                    $0.attribute == conflict.attribute && $0.key == conflict.key
                }
                guard isTouched, id != settled, !seen.isSuperset(of: conflict.candidates.map(\.id))
                else { continue }
                throw DeskError.conflictStands(attribute: conflict.attribute, conflict: id)
            }
        }
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

    /// - Throws: `TakenKey`, where a code, NPI or login would name two records here.
    func refuseTakenKeys(_ writes: [Write], _ transaction: StoreTransaction) throws {
        if let taken = transaction.lookup.takenKey(in: writes, of: schema) { throw taken }
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
            let judged = try judge(batch, actor, reason, after: earlier, transaction)
            let proposals = judged.proposed.map { op in
                let id = newID()
                receipt.proposals.append(id)
                return HeldWriteDraft(author: replica, office: office, reason: reason)
                    .proposal(op, as: id).op(seeing: RecordState(), shape: nil)
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

    func judge(
        _ writes: ArraySlice<Write>, _ actor: RecordID?, _ reason: String,
        after earlier: Set<ChangeSetID> = [], _ transaction: StoreTransaction
    ) throws -> (allowed: [Op], proposed: [Op]) {
        var views: [RecordID: RecordState] = [:]
        for id in Set(writes.map(\.record)) {
            views[id] = try transaction.view(of: id) ?? RecordState()
        }
        let ops = writes.map { write in
            write.op(
                seeing: views[write.record] ?? RecordState(), after: earlier,
                shape: schema[write.type]?[write.attribute]?.shape)
        }
        let siblings = Dictionary(grouping: ops, by: \.record)
        let blocks = siblings.mapValues { _ in OpBlock() }
        var rooms: [RecordID: RecordRoom] = [:]
        var allowed: [Op] = []
        var proposed: [Op] = []
        for op in ops where op.value != nil || !op.replaces.isEmpty {
            let request = WriteRequest(
                op: op, role: role, office: office, actor: actor, reason: reason,
                before: views[op.record] ?? RecordState(), siblings: siblings[op.record] ?? [],
                block: blocks[op.record] ?? OpBlock())
            switch Authority.permission(
                request, schema: schema, officeOf: { $0 == replica ? office : nil })
            {
            case .allow:
                let before = request.before
                let fits = rooms[op.record, default: RecordRoom(before, for: request.siblings)]
                    .takes(op) { _ in true }
                guard fits else { throw DeskError.recordFull(type: op.type) }
                allowed.append(op)
            // What an import said is no question to anybody.
            case .propose where op.attribute == AnyRecord.imported.name: continue
            case .propose: proposed.append(op)
            case .refuse(let refusal):
                throw DeskError.refused(
                    type: op.type, attribute: op.attribute, refusal)
            }
        }
        return (allowed, proposed)
    }
}
