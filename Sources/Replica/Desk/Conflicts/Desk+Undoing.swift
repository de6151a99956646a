package import Merge
internal import Records
package import Store

extension Desk {
    /// Lets a conflict that was settled here stand again: its former candidates come back side by
    /// side.
    package func undoSettlement(
        _ name: String, isDryRun: Bool = false, actor: RecordID?, reason: String
    ) throws -> (conflict: RecordID, receipt: WriteReceipt) {
        try write(isDryRun: isDryRun) { transaction in
            let found = try transaction.settledConflicts(endingIn: name)
            guard let conflict = found.first else { throw DeskError.notSettledHere }
            guard found.count == 1 else {
                throw DeedProblem.ambiguous(type: "conflict", candidates: found)
            }
            let writes = try undoing(conflict, transaction)
            let receipt = try append(writes, actor: actor, reason: reason, in: &transaction)
            guard receipt.applied > 0 else { throw DeedProblem.nothingToDo }
            try transaction.forgetSettled(conflict)
            return (conflict, receipt)
        }
    }

    /// Takes back every settlement of a filter that can be, in batches, each a transaction of its
    /// own.
    package func undoSettlements(
        _ filter: SettledConflict.Filter, isDry: Bool, actor: RecordID?, reason: String
    ) throws -> ConflictTally {
        var tally = ConflictTally()
        var place = Int64.max
        while true {
            let page = try store.write { transaction in
                let page = try transaction.settledConflicts(
                    filter, before: place, limit: Desk.settlementsMax)
                var writes: [Write] = []
                var undone: [RecordID] = []
                for settled in page {
                    do {
                        writes += try undoing(settled.conflict, transaction)
                        undone.append(settled.conflict)
                        tally.add(settled.type, ConflictTally.stands)
                    } catch let error where Desk.isRefusal(error) {
                        tally.add(settled.type, "left: \(error)")
                    }
                }
                guard !isDry, !writes.isEmpty else { return page }
                let receipt = try append(writes, actor: actor, reason: reason, in: &transaction)
                tally.changeSets += receipt.changeSets.count
                for conflict in undone { try transaction.forgetSettled(conflict) }
                return page
            }
            guard let last = page.last else { return tally }
            place = last.ordinal
        }
    }

    /// What lets the candidates of a settled conflict stand again.
    ///
    /// - Throws: `DeskError.settledSince` where somebody wrote since, `stepsStay` for a step that
    ///   was annulled.
    private func undoing(
        _ conflict: RecordID, _ transaction: StoreTransaction
    ) throws -> [Write] {
        var writes: [Write] = []
        var isOutdated = false
        for settled in try transaction.settled(conflict) {
            let place = settled.place
            let shape = schema[place.type]?[place.attribute]?.shape
            guard shape != .log, shape != .counter else { throw DeskError.stepsStay }
            let standing = try transaction.view(of: place.record)?
                .seen(place.attribute, key: place.key)
            // A removal leaves nothing behind that could be looked for.
            let isOwn = standing == [settled.entry] || standing?.isEmpty ?? true
            var values = settled.former
            if !isOwn {
                // Of several answers each is taken back as far as it is one's own.
                guard place.type == RecordType.settlement.name else {
                    throw DeskError.settledSince
                }
                guard let others = try others(beside: settled, transaction) else {
                    isOutdated = true
                    continue
                }
                values = others
            }
            writes += values.map { value in
                Write(
                    record: place.record, type: place.type, attribute: place.attribute,
                    key: place.key, value: value)
            }
            guard place.type == RecordType.settlement.name,
                let own = try transaction.view(of: place.record)
            else { continue }
            writes += values.compactMap { value in
                value.flatMap {
                    Settlement.sight(
                        restoring: $0, of: own, without: settled.entry.changeSet)
                }
            }
        }
        guard !writes.isEmpty || !isOutdated else { throw DeskError.settledSince }
        return writes
    }

    /// The answers that stand beside one that was given here, and those it had decided between;
    /// what stood before it where it stands alone; `nil` where it stands no more.
    private func others(
        beside settled: Settled, _ transaction: StoreTransaction
    ) throws -> [Bytes?]? {
        let ops = try transaction.changeSet(settled.entry.changeSet)?.content.ops ?? []
        let index = Int(settled.entry.index)
        guard ops.indices.contains(index), let own = ops[index].value else { return nil }
        let standing =
            try transaction.view(of: settled.place.record)?
            .entries(of: settled.place.attribute).map(\.value) ?? []
        guard standing.contains(own) else { return nil }
        let others = Set(standing).subtracting([own])
        guard !others.isEmpty else { return settled.former }
        // Who settled a contest of answers and takes it back leaves the contest, not its last word.
        let former = settled.former.compactMap(\.self)
        return others.union(former.count > 1 ? former : [])
            .sorted { $0.lexicographicallyPrecedes($1) }.map { Optional($0) }
    }
}
