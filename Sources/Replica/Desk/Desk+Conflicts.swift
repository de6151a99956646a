package import Merge
package import Practice
import Store
import Sync

extension Desk {
    /// What waits for a person here, oldest first.
    package func conflicts() throws -> [ConflictCase] {
        try store.read { transaction in
            try transaction.conflicts().map { try conflictCase($0, transaction) }
        }
    }

    /// The open conflict whose id ends like that.
    package func conflict(_ name: String) throws -> ConflictCase {
        try store.read { try conflict(name, $0) }
    }

    private func conflict(_ name: String, _ transaction: StoreTransaction) throws -> ConflictCase {
        let found = try transaction.conflicts().map { try conflictCase($0, transaction) }
            .filter { $0.id.description.hasSuffix(name.lowercased()) }
        guard let first = found.first else { throw DeskError.conflictGone }
        guard found.count == 1 else {
            throw DeskError.ambiguous(type: "conflict", candidates: found.map(\.id))
        }
        return first
    }

    private func conflictCase(
        _ open: OpenConflict, _ transaction: StoreTransaction
    ) throws -> ConflictCase {
        let conflicts = try transaction.projection(of: open.record)?.1.conflicts ?? []
        let match = conflicts.first {
            $0.attribute == open.attribute && $0.key == open.key && $0.kind.rawValue == open.kind
        }
        return ConflictCase(open, candidates: match?.candidates ?? [])
    }

    /// Settles a conflict by an ordinary write that replaces all candidates; it can be made on any
    /// replica with the right to, offline too.
    package func resolve(
        _ name: String, _ choice: ConflictCase.Choice, actor: RecordID?, reason: String
    ) throws -> (conflict: ConflictCase, receipt: WriteReceipt) {
        try store.write { transaction in
            let conflict = try conflict(name, transaction)
            let isFetching = try transaction.cursor.from == 0 && transaction.cursor.through > 0
            guard !isFetching else { throw DeskError.catchingUp }
            let writes = try writes(settling: conflict, choice, reason, transaction)
            guard !writes.isEmpty else { throw DeskError.nothingToDo }
            let receipt = try write(writes, actor: actor, reason: reason, in: &transaction)
            return (conflict, receipt)
        }
    }

    private func writes(
        settling conflict: ConflictCase, _ choice: ConflictCase.Choice, _ reason: String,
        _ transaction: StoreTransaction
    ) throws -> [Write] {
        let open = conflict.open
        let type = try self.type(named: open.type)
        let state = try transaction.view(of: open.record) ?? RecordState()
        switch choice {
        case .keep(let number):
            let isRemoval = open.kind == FieldConflict.Kind.editedWhileRemoved.rawValue
            let count = isRemoval ? 2 : conflict.candidates.count
            guard (1...max(1, count)).contains(number), !conflict.candidates.isEmpty else {
                throw DeskError.noSuchChoice(count: count)
            }
            let kept = conflict.candidates[isRemoval ? 0 : number - 1]
            guard isRemoval else {
                return [
                    Write(
                        record: open.record, type: open.type, attribute: open.attribute,
                        key: open.key, value: kept.value)
                ]
            }
            let said = kept.decoded[0].text.flatMap { Lifecycle(rawValue: $0) } ?? .inactive
            return [
                try LifecycleChange.write(
                    type: type, record: open.record, to: number == 1 ? said : .active,
                    reason: reason, seeing: state)
            ]
        case .assign(let texts):
            return try RecordEditor.writes(
                type: type, record: open.record,
                assignments: texts.map { try Assignment(parsing: $0) }, before: state,
                resolve: resolver(transaction))
        }
    }
}

extension Desk {
    /// Rules that records break together, worked out from what this replica holds.
    package func crossConflicts() throws -> [CrossConflict] {
        try store.read { transaction in
            let lookup = StoreLookup(transaction)
            let found = CrossChecks(lookup, schema: schema).all()
            try lookup.check()
            return found
        }
    }
}
