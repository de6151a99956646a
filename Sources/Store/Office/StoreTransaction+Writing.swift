package import Merge

extension StoreTransaction {
    /// The store's last change set, the parent of its next; `release` never lets go of it.
    package var tip: ChangeSetID? {
        get throws {
            try connection.first("SELECT id FROM change_set ORDER BY ordinal DESC LIMIT 1") {
                try $0.id(0)
            }
        }
    }

    /// Appends one of this replica's own change sets: kept as its bytes, and shown at once.
    package mutating func append(_ content: ChangeSet) throws -> SealedChangeSet {
        let sealed = SealedChangeSet(sealing: content)
        guard sealed.bytes.count <= MergeLimits.changeSetBytesMax else {
            throw MergeError.overLimit(
                .changeSet, found: sealed.bytes.count, limit: MergeLimits.changeSetBytesMax)
        }
        try connection.run(
            """
            INSERT INTO change_set (id, replica, parent, effective_at, in_overlay, bytes)
            VALUES (?, ?, ?, ?, 1, ?)
            """,
            [
                .id(sealed.id), .id(content.replica),
                content.parent.map { SQLValue.id($0) } ?? .null,
                .int(content.claimedAt.milliseconds), .blob(sealed.bytes),
            ])
        let ordinal = try connection.first("SELECT last_insert_rowid()") { $0.int(0) } ?? 0
        let origin = Origin(of: sealed)
        // The views are read before the pending rows exist, or the ops would be folded in twice.
        for record in Set(content.ops.map(\.record)) { _ = try view(of: record) }
        try addPending(sealed, ordinal)
        for (index, op) in content.ops.enumerated() {
            var slot =
                (cache.slots[op.record] ?? nil)
                ?? RecordCache.Slot(type: op.type, base: nil, position: 0, view: RecordState())
            var view = slot.view.take() ?? RecordState()
            cache.slots[op.record] = .some(nil)
            view.apply(
                op, id: EntryID(changeSet: sealed.id, index: UInt32(index)), origin: origin
            ) { _ in true }
            slot.view = view
            cache.slots[op.record] = slot
            cache.markDirty(op.record)
        }
        return sealed
    }

    mutating func addPending(_ sealed: SealedChangeSet, _ ordinal: Int64) throws {
        cache.hasPending = true
        let pending = RecordCache.Pending(sealed)
        connection.pending.keep(pending, at: ordinal)
        let statement = try connection.prepared(.putPending)
        for record in pending.blocks.keys {
            statement.bind(1, id: record)
            statement.bind(2, ordinal)
            try statement.run()
        }
    }
}
