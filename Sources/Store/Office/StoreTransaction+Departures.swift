package import Merge
package import Sync

// What leaves an office's scope leaves its disk. The base goes with the page that says so; what is
// left are the office's own change sets about the record. They cannot be dropped before the hub's
// backup holds them, so they are sealed with the hub's key: kept, and unreadable here. A stub stays
// behind: which record, of what type, since when, and where it is now.

/// Meta keys of a departure.
private enum DepartureKey {
    static let sealing = "hub.sealing-key"
    /// Own change sets may hold values of departed records.
    static let sealDue = "departed.seal"
    /// Records purged that the hub has no receipt for; there even at 0, as long as one is due.
    static let purged = "departed.purged"
}

extension StoreTransaction {
    package mutating func keep(sealingKey: Bytes) throws {
        let key = sealingKey.hexadecimal
        guard try meta(DepartureKey.sealing) != key else { return }
        try setMeta(DepartureKey.sealing, key)
    }

    package mutating func keep(idSecret: IDSecret) throws { try set(idSecret: idSecret) }

    /// The hub's public key, as its last welcome gave it.
    package var sealingKey: [UInt8]? {
        get throws {
            try meta(DepartureKey.sealing).flatMap { Bytes(hexadecimal: $0) }.map { Array($0) }
        }
    }

    package var receiptDue: PurgeReceipt? {
        get throws {
            guard let count = try meta(DepartureKey.purged).flatMap({ UInt64($0) }),
                try meta(DepartureKey.sealing) != nil
            else { return nil }
            return PurgeReceipt(through: try cursor.from, count: count)
        }
    }

    package mutating func settle(_ receipt: PurgeReceipt) throws {
        guard let count = try meta(DepartureKey.purged).flatMap({ UInt64($0) }) else { return }
        if count > receipt.count {
            try setMeta(DepartureKey.purged, String(count - receipt.count))
        } else {
            try connection.run("DELETE FROM meta WHERE key = ?", [.text(DepartureKey.purged)])
        }
    }

    /// Keeps the stubs in step with a row that was just applied.
    mutating func noteDeparture(_ row: PageRow, wasHere: Bool) throws {
        guard row.content == .out else {
            guard try hasDeparted() else { return }
            try connection.run("DELETE FROM departed WHERE record = ?", [.id(row.record)])
            return
        }
        // Of what was never here nothing is left. What this store wrote and lost in one pull was,
        // and so was a base that can no longer be read.
        let isKnown = try exists(
            "SELECT 1 FROM record WHERE id = ?1 UNION ALL SELECT 1 FROM pending WHERE record = ?1",
            [.id(row.record)])
        if wasHere || isKnown {
            let offices = row.left?.offices ?? []
            try connection.run(
                """
                INSERT INTO departed (record, type, at, offices) VALUES (?, ?, ?, ?)
                ON CONFLICT (record) DO UPDATE SET at = excluded.at, offices = excluded.offices
                """,
                [
                    .id(row.record), .text(row.type),
                    row.left.map { .int($0.effectiveAt.milliseconds) } ?? .null,
                    .blob(offices.flatMap(\.bytes)[...]),
                ])
            cache.hasDeparted = true
            try owePurge(1)
            try letGoHeld(of: row.record)
        }
    }

    /// Everything may be gone: until the hub sends it again it counts as departed.
    mutating func presumeDeparted() throws {
        guard try exists("SELECT 1 FROM record LIMIT 1") else { return }
        try connection.run(
            """
            INSERT OR IGNORE INTO departed (record, type, at, offices)
            SELECT r.id, n.name, NULL, x'' FROM record r JOIN name n ON n.number = r.type
            """)
        cache.hasDeparted = true
        try owePurge(0)
    }

    private mutating func owePurge(_ count: UInt64) throws {
        let known = try metaNumber(DepartureKey.purged)
        try setMeta(DepartureKey.purged, String(known + count))
        try setMeta(DepartureKey.sealDue, "1")
    }

    /// A change set about a departed record has left the overlay: its values must go too.
    ///
    /// So must what the hub took into custody.
    mutating func sealSoon(_ records: some Sequence<RecordID>, verdicts: Bytes) throws {
        if verdicts.contains(Verdict.custody.rawValue) { return try owePurge(0) }
        guard try hasDeparted() else { return }
        for record in records where try isDeparted(record) { return try owePurge(0) }
    }

    private func hasDeparted() throws -> Bool {
        let known = try cache.hasDeparted ?? exists("SELECT 1 FROM departed LIMIT 1")
        cache.hasDeparted = known
        return known
    }

    private func isDeparted(_ record: RecordID) throws -> Bool {
        try exists("SELECT 1 FROM departed WHERE record = ?", [.id(record)])
    }

    /// Seals this store's acknowledged change sets that touch a departed record.
    ///
    /// One that is pending still waits: whoever typed it may look at it until the hub has it.
    ///
    /// - Parameter seal: makes a box of bytes that only the hub opens.
    package mutating func sealDeparted(_ seal: (Bytes) throws -> Bytes) throws {
        guard try meta(DepartureKey.sealDue) != nil else { return }
        var found: [Int64] = []
        try connection.each(
            """
            SELECT ordinal, bytes, verdicts FROM change_set
            WHERE in_overlay = 0 AND sealed = 0 AND position IS NOT NULL
            """
        ) { row in
            guard let content = StoreTransaction.content(of: row.blob(1)) else { return }
            // What the hub took into custody is about a record that this store may not see, even
            // where it never held one: a coverage added to a patient who had moved.
            if row.blob(2).contains(Verdict.custody.rawValue) {
                found.append(row.int(0))
                return
            }
            let records = Set(content.ops.map(\.record))
            if try records.contains(where: { try isDeparted($0) }) { found.append(row.int(0)) }
        }
        for ordinal in found {
            let bytes = try connection.first(
                "SELECT bytes FROM change_set WHERE ordinal = ?", [.int(ordinal)]
            ) { $0.blob(0) }
            guard let bytes else { continue }
            try connection.run(
                "UPDATE change_set SET bytes = ?, sealed = 1 WHERE ordinal = ?",
                [.blob(try seal(bytes)), .int(ordinal)])
        }
        connection.pending.empty()
        for table in ["settled", "told", "import_place"] {
            try connection.run(
                "DELETE FROM \"\(table)\" WHERE record IN (SELECT record FROM departed)")
        }
        try connection.run("DELETE FROM meta WHERE key = ?", [.text(DepartureKey.sealDue)])
    }

    package func unacknowledgedSealed() throws -> [SealedBox] {
        try outgoing(sealed: true).map { SealedBox(id: $0.id, bytes: $0.bytes) }
    }

    /// The oldest change sets without an answer, as long as they are all sealed or all not.
    ///
    /// - Parameter ordinal: only those behind it.
    func outgoing(
        sealed: Bool, after ordinal: Int64 = 0
    ) throws -> [(id: ChangeSetID, bytes: Bytes, ordinal: Int64)] {
        var batch: [(id: ChangeSetID, bytes: Bytes, ordinal: Int64)] = []
        var size = 0
        let sql = """
            SELECT id, bytes, sealed, ordinal FROM change_set
            WHERE position IS NULL AND in_overlay = 1 AND ordinal > ?
            ORDER BY ordinal LIMIT \(SyncLimits.pushCountMax)
            """
        let statement = try connection.prepared(sql)
        statement.bind(1, ordinal)
        defer { statement.reset() }
        while try statement.step(), (statement.int(2) == 1) == sealed {
            let bytes = statement.blob(1)
            size += bytes.count
            if size > SyncLimits.pushBytesMax, !batch.isEmpty { break }
            batch.append((id: try statement.id(0), bytes: bytes, ordinal: statement.int(3)))
        }
        return batch
    }

    /// The push behind an earlier one that nobody has answered; `nil` where there is no more.
    ///
    /// - Parameter ordinal: where the earlier one ended; moves to the end of this one.
    package func push(after ordinal: inout Int64) throws -> OfficeMessage? {
        for isSealed in [true, false] {
            let batch = try outgoing(sealed: isSealed, after: ordinal)
            guard let last = batch.last else { continue }
            ordinal = last.ordinal
            return isSealed
                ? .pushSealed(batch.map { SealedBox(id: $0.id, bytes: $0.bytes) })
                : .push(batch.map(\.bytes))
        }
        return nil
    }
}
