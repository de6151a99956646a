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
        let ops = sealed.content.ops
        let places = StoreTransaction.places(of: ops)
        for (record, indexes) in places {
            let slot = try slot(record) ?? cache.added(record, type: ops[indexes[0]].type)
            var view = try self.view(of: record, slot)
            slot.view = nil
            StoreTransaction.apply(ops, at: indexes, Origin(of: sealed), to: &view)
            slot.view = view
            cache.markDirty(record, slot)
        }
        try addPending(places.keys.sorted(), ordinal)
    }

    /// Which ops write to each record; those of one record almost always stand in a row.
    private static func places(of ops: [Op]) -> [RecordID: [Int]] {
        var places: [RecordID: [Int]] = [:]
        var start = 0
        while start < ops.count {
            var end = start + 1
            while end < ops.count, ops[end].record == ops[start].record { end += 1 }
            places[ops[start].record, default: []].append(contentsOf: start..<end)
            start = end
        }
        return places
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
