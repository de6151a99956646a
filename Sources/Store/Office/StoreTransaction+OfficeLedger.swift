package import Merge
package import Sync

extension StoreTransaction: OfficeLedger {
    package var cursor: Cursor {
        get throws {
            let position = try metaNumber("cursor.through")
            let record = try meta("cursor.record") { RecordID(hexadecimal: $0) }
            return Cursor(
                from: try metaNumber("cursor.from"),
                through: record.map { RowMark(position: position, record: $0) }
                    ?? .end(of: position))
        }
    }

    package var top: Head {
        get throws {
            let chain = try meta("top.chain") { ChainHash(hexadecimal: $0) }
            return Head(position: try metaNumber("top.position"), chain: chain ?? .origin)
        }
    }

    package var scopes: [Scope] {
        get throws { try metaList("scopes") { Scope($0) } }
    }

    package var pendingCount: UInt64 {
        get throws {
            try connection.first(
                "SELECT count(*) FROM change_set WHERE position IS NULL AND in_overlay = 1"
            ) {
                $0.position(0)
            } ?? 0
        }
    }

    package func unacknowledged() throws -> [Bytes] {
        try outgoing(sealed: false).map(\.bytes)
    }

    package mutating func acknowledge(
        _ acknowledgement: HubMessage.Acknowledgement
    ) throws {
        try connection.run(
            "UPDATE change_set SET position = ?, chain = ?, verdicts = ? WHERE id = ?",
            [
                .position(acknowledgement.head.position), .id(acknowledgement.head.chain),
                .blob(acknowledgement.verdicts.map(\.rawValue)[...]), .id(acknowledgement.id),
            ])
        // A copy of this disk may have pushed it long ago: the base has passed it already.
        let from = try cursor.from
        if acknowledgement.head.position <= from { try dropOverlay(through: from) }
    }

    package mutating func keep(addresses: [HubAddress]) throws {
        try set(addresses, in: SettingName.heardAddresses)
    }

    package mutating func raiseTop(_ head: Head) throws {
        guard try head.position > top.position else { return }
        try setMeta("top.position", String(head.position))
        try setMeta("top.chain", head.chain.hexadecimal)
    }

    package mutating func put(_ row: PageRow) throws {
        // A long pull is one transaction, and is not in memory all at once. What this store's own
        // work lies over is written once, when the cursor has passed that.
        if cache.dirty.count >= StoreTransaction.putsMax, try !hasPending() { try writeOut() }
        let base = try readableBase(row.record, type: row.type)
        let merged = try row.merged(into: base) { try own(row.record, $0) }
        let position = merged?.entries.lastPosition ?? 0
        try setBase(row.record, type: row.type, merged, position: position)
        try noteDeparture(row, wasHere: base != nil)
    }

    /// How many records are changed before they are written, where a pull brings more.
    private static let putsMax = 4_096

    /// What one of this store's own change sets wrote to a record; `nil` where its bytes are not
    /// here any more, or only sealed.
    private func own(_ record: RecordID, _ origin: Origin) throws -> Entries? {
        let ordinal = try connection.first(
            "SELECT ordinal FROM change_set WHERE id = ? AND sealed = 0", [.id(origin.changeSet)]
        ) { $0.int(0) }
        guard let ordinal else { return nil }
        let runs = try pending(ordinal).runs(of: record, in: pendingBytes(ordinal))
        return runs.dropFirst().reduce(entries(of: runs.first, origin)) { entries, run in
            RecordState(sorting: entries).merged(with: self.entries(of: run, origin)) { _, _ in
                true
            }.entries
        }
    }

    private func entries(of run: ChangeSetContents.Run?, _ origin: Origin) -> Entries {
        guard let run else { return [] }
        return Entries(of: run.ops[...], first: run.first, origin: origin, like: cache.shape)
    }

    /// A base that cannot be read counts for none: what builds on it is sent whole by a repair.
    private func readableBase(_ id: RecordID, type: String) throws -> RecordState? {
        do { return try slot(id)?.base } catch StoreError.damagedState {
            return try blankSlot(id, type: type).base
        }
    }

    package mutating func stash(_ rows: Bytes) throws {
        try connection.run("INSERT INTO inbox (rows) VALUES (?)", [.blob(rows)])
    }

    package mutating func unstash() throws -> [Bytes] {
        guard try exists("SELECT 1 FROM inbox LIMIT 1") else { return [] }
        let pages = try connection.all("SELECT rows FROM inbox ORDER BY ordinal") { $0.blob(0) }
        try connection.run("DELETE FROM inbox")
        return pages
    }

    package mutating func move(to cursor: Cursor) throws {
        // A sync with nothing to say must not cost the disk anything.
        guard try cursor != self.cursor else { return }
        try setMeta("cursor.from", String(cursor.from))
        try setThrough(cursor.through)
        try dropOverlay(through: cursor.from)
    }

    private mutating func setThrough(_ mark: RowMark) throws {
        try setMeta("cursor.through", String(mark.position))
        // Empty where a position was read to its end, as after every pull.
        let record = mark.isEndOfPosition ? "" : mark.record.hexadecimal
        guard try meta("cursor.record") ?? "" != record else { return }
        try setMeta("cursor.record", record)
    }

    private mutating func dropOverlay(through position: UInt64) throws {
        let passed = try connection.all(
            """
            SELECT ordinal, verdicts FROM change_set
            WHERE in_overlay = 1 AND position <= ? AND sealed = 0
            """, [.position(position)]
        ) { (ordinal: $0.int(0), verdicts: $0.blob(1)) }
        for (ordinal, verdicts) in passed {
            let pending = try self.pending(ordinal)
            let held = try held(of: ordinal, by: verdicts)
            let passed = pending.records.filter { !held.contains($0) }
            try uncover(passed, of: pending, ordinal)
            try setOverlay(ordinal, held.isEmpty ? .none : .held)
            try sealSoon(passed, verdicts: verdicts)
            if held.isEmpty { connection.pending.drop(ordinal) }
        }
        try connection.run(
            """
            UPDATE change_set SET in_overlay = 0
            WHERE in_overlay = 1 AND position <= ? AND sealed = 1
            """, [.position(position)])
    }

    /// The overlay of a record has changed: what people see is worked out anew as the transaction
    /// ends, and a record that only the overlay held is gone.
    func forgetView(of record: RecordID) {
        if let slot = cache.slots[record] ?? nil {
            slot.view = nil
        } else {
            cache.slots[record] = nil
        }
        cache.markDirty(record)
    }

    package mutating func restart(scopes: [Scope]) throws {
        try presumeDeparted()
        for type in schema.types { try connection.run("DELETE FROM \"\(type.name)\"") }
        for table in StoreTables.derived + ["record", "inbox"] {
            try connection.run("DELETE FROM \(table)")
        }
        try breakFeed()
        cache.baseDigest = .empty
        cache.baseChange = .empty
        cache.undigested = []
        try uncertify()
        try setMeta("cursor.from", "0")
        try setThrough(Cursor.origin.through)
        try setMeta("scopes", scopes.map(\.description).joined(separator: " "))
        cache.slots = [:]
        // The cursor has passed nothing any more: everything kept lies on top of an empty base.
        try raiseOverlay()
        let touched = try connection.all("SELECT DISTINCT record FROM pending") {
            try $0.id(0) as RecordID
        }
        for record in touched { cache.markDirty(record) }
    }

    package mutating func forgetAcknowledgements() throws {
        try connection.run("UPDATE change_set SET position = NULL, chain = NULL, verdicts = NULL")
        try raiseOverlay()
        try connection.run("DELETE FROM certificate")
        try setMeta("top.position", "0")
        try setMeta("top.chain", ChainHash.origin.hexadecimal)
    }

    /// Lays every own change set on top of the base again; of one that is sealed, nothing shows.
    private mutating func raiseOverlay() throws {
        let kept = try connection.all(
            "SELECT ordinal FROM change_set WHERE in_overlay <> 1 AND sealed = 0"
        ) { $0.int(0) }
        for ordinal in kept {
            let records = try pending(ordinal).records
            try addPending(records, ordinal)
            for record in records { forgetView(of: record) }
        }
        try connection.run("UPDATE change_set SET in_overlay = 1 WHERE in_overlay <> 1")
    }

    package mutating func release(through position: UInt64) throws {
        guard position > 0 else { return }
        let condition = """
            position <= ? AND in_overlay = 0 AND ordinal < (SELECT max(ordinal) FROM change_set)
            """
        let last = try connection.first(
            """
            SELECT position, chain FROM change_set WHERE \(condition)
            ORDER BY position DESC LIMIT 1
            """, [.position(position)]
        ) { Head(position: $0.position(0), chain: try $0.id(1)) }
        guard let last else { return }
        try connection.run("DELETE FROM change_set WHERE \(condition)", [.position(position)])
        guard try last.position > released.position else { return }
        try setReleased(last)
    }

    package var released: Head {
        get throws {
            let words = try meta("released")?.split(separator: " ") ?? []
            guard words.count == 2, let position = UInt64(words[0]),
                let chain = ChainHash(hexadecimal: words[1])
            else { return .origin }
            return Head(position: position, chain: chain)
        }
    }

    package mutating func forgetReleased() throws { try setReleased(.origin) }

    private mutating func setReleased(_ head: Head) throws {
        try setMeta("released", "\(head.position) \(head.chain.hexadecimal)")
    }
}
