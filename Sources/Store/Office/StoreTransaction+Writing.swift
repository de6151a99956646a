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
        // Read back before it is kept: what no peer could open must not enter the history.
        let sealed = try SealedChangeSet(opening: SealedChangeSet(sealing: content).bytes)
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
        // The views are read before the pending rows exist, or the ops would be folded in twice.
        let pending = RecordCache.Pending(sealed)
        for (record, runs) in pending.blocks {
            let slot =
                try slot(record) ?? cache.added(record, type: content.ops[runs[0].lowerBound].type)
            var view = try self.view(of: record, slot)
            slot.view = nil
            StoreTransaction.apply(pending, to: &view, of: record)
            slot.view = view
            cache.markDirty(record, slot)
        }
        try addPending(pending, ordinal)
        return sealed
    }

    mutating func addPending(_ pending: RecordCache.Pending, _ ordinal: Int64) throws {
        cache.hasPending = true
        connection.pending.keep(pending, at: ordinal)
        let statement = try connection.prepared(.putPending)
        for record in pending.blocks.keys.sorted() {
            statement.bind(1, id: record)
            statement.bind(2, ordinal)
            try statement.run()
        }
    }
}
