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
        // Looked through before it is kept: what no peer could open must not enter the history.
        try sealed.checkOpens()
        try lay(sealed)
        return sealed
    }

    /// Takes in a change set that was written at a store of this office before, and not sent: it
    /// is sent from here as the bytes that it is, under its own id, and cannot count twice.
    ///
    /// - Returns: `false` where this store has it already.
    package mutating func adopt(_ found: SalvagedChangeSet) throws -> Bool {
        let isHere = try exists("SELECT 1 FROM change_set WHERE id = ?", [.id(found.id)])
        guard !isHere else { return false }
        guard found.isSealed else {
            try lay(SealedChangeSet(opening: found.bytes))
            return true
        }
        try connection.run(
            "INSERT INTO change_set (id, in_overlay, sealed, bytes) VALUES (?, 1, 1, ?)",
            [.id(found.id), .blob(found.bytes)])
        return true
    }

    /// Lays a change set on top of everything that is shown.
    private mutating func lay(_ sealed: SealedChangeSet) throws {
        let content = sealed.content
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
        let blocks = RecordOps.all(of: content.ops)
        let origin = Origin(of: sealed)
        for block in blocks {
            let slot = try slot(block.record) ?? cache.added(block.record, type: block.type)
            var view = try self.view(of: block.record, slot)
            slot.view = nil
            apply(block, first: block.number(0), origin, to: &view)
            slot.view = view
            cache.markDirty(block.record, slot)
        }
        try addPending(blocks.map(\.record).sorted(), ordinal)
    }

    mutating func addPending(_ records: [RecordID], _ ordinal: Int64) throws {
        cache.hasPending = true
        let statement = try connection.prepared(.putPending)
        for record in records {
            statement.bind(1, id: record)
            statement.bind(2, ordinal)
            try statement.run()
        }
    }
}
