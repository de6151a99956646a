package import Merge
import Practice
internal import Records
import Rulebook
package import Store
import Sync

extension Desk {
    /// Settles a conflict by an ordinary write that replaces all candidates; it can be made on any
    /// replica with the right to, offline too.
    ///
    /// - Parameter seen: how the digest of the conflict begins that the person saw.
    /// - Throws: `DeskError.conflictMoved` if something else stands there by now: a number or a
    ///   value would then settle what nobody looked at.
    package func resolve(
        _ name: String, seen: String, _ choice: ConflictChoice, isDryRun: Bool = false,
        actor: RecordID?, reason: String
    ) throws -> (conflict: OpenConflict, receipt: WriteReceipt) {
        let day = try today
        return try write(isDryRun: isDryRun) { transaction in
            try requireFetched(transaction)
            let open = try conflict(name, transaction)
            let conflict = try conflictCase(of: open, transaction)
            guard seen.count >= ConflictCase.digestLength else { throw DeskError.seenTooShort }
            guard conflict.isWhat(seen) else { throw DeskError.conflictMoved(conflict: open.id) }
            let writer = SettlementWriter(
                desk: self, transaction: transaction, reason: reason, actor: actor, today: day)
            let writes = try writer.writes(conflict, choice)
            guard !writes.isEmpty else { throw DeedProblem.nothingToDo }
            let receipt = try settle([(open.id, writes)], actor, reason, &transaction)
            return (open, receipt)
        }
    }

    /// While the first pull is under way, what looks open may be settled already.
    func requireFetched(_ transaction: StoreTransaction) throws {
        let isFetching = try transaction.cursor.from == 0 && transaction.cursor != .origin
        guard !isFetching else { throw DeskError.catchingUp }
    }

    /// Writes settlements, and keeps what stood before, for whoever takes them back.
    func settle(
        _ settlements: [(conflict: RecordID, writes: [Write])], _ actor: RecordID?,
        _ reason: String, _ transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        var former: [Settled.Place: (conflict: RecordID, values: [Bytes?])] = [:]
        for (conflict, writes) in settlements {
            try judge.refuseSettling(writes, settled: conflict, in: transaction)
            for write in writes where Settled.Place(write).isTakenBack {
                let state = try transaction.view(of: write.record) ?? RecordState()
                let values = state.entries(of: write.attribute).filter { $0.key == write.key }
                    .map { Optional($0.value) }
                former[Settled.Place(write)] = (conflict, values.isEmpty ? [nil] : values)
            }
        }
        let answers = settlements.flatMap(\.writes)
        // What is shared stays shared, whoever takes the answer back.
        let shared = transaction.lookup.sharing(answers)
        try judge.refuseSettling(shared, in: transaction)
        let receipt = try append(
            answers + shared, actor: actor, reason: reason, in: &transaction)
        for id in receipt.changeSets {
            guard let ops = try transaction.changeSet(id)?.content.ops else { continue }
            for (index, op) in ops.enumerated() {
                guard let before = former[Settled.Place(op)] else { continue }
                try transaction.keep(
                    Settled(
                        conflict: before.conflict,
                        entry: EntryID(changeSet: id, index: UInt32(index)),
                        place: Settled.Place(op), former: before.values))
            }
        }
        return receipt
    }
}

extension Settled.Place {
    /// Of a settlement between records, its answer: what it is between, and why, stays told.
    fileprivate var isTakenBack: Bool {
        type != RecordType.settlement.name || attribute == Settlement.answer.name
    }
}
