package import Merge
package import Sync

// Each record's digest lies beside its state, so that what all come to follows from a walk over
// short values, and a row that the disk lost is missed. An office keeps the sum in memory between
// transactions; the hub keeps one sum per audience, the set of scopes that a record is in, because
// what one replica sees is a few whole audiences and each record is in exactly one.

extension StoreTransaction {
    /// What the base comes to, as the store keeps count.
    package var baseDigest: SetDigest {
        get throws {
            try settleDigests()
            if cache.baseDigest == nil {
                cache.baseDigest = try connection.baseDigest ?? storedDigest()
            }
            return (cache.baseDigest ?? .empty) + cache.baseChange
        }
    }

    /// The same after the commit; `nil` while nobody has asked.
    var keptBaseDigest: SetDigest? {
        (cache.baseDigest ?? connection.baseDigest).map { $0 + cache.baseChange }
    }

    private func storedDigest() throws -> SetDigest {
        var sum = SetDigest.empty
        try connection.each("SELECT digest FROM record") { row in
            if let digest = SetDigest(bytes: row.blob(0)) { sum += digest }
        }
        return sum
    }

    /// Brings the sums up to what this transaction has changed so far.
    func settleDigests() throws {
        guard !cache.undigested.isEmpty else { return }
        let records = cache.undigested
        cache.undigested = []
        for id in records {
            guard let slot = try slot(id) else { continue }
            let (digest, audience) = (slot.digest, slot.audience)
            if slot.isDigestStale {
                slot.digest =
                    slot.base.map { SetDigest(of: id, type: slot.type, state: $0) } ?? .empty
                slot.isDigestStale = false
            }
            guard isHub else {
                cache.baseChange += slot.digest - digest
                continue
            }
            slot.audience = try self.audience(of: id)
            guard slot.digest != digest || slot.audience != audience else { continue }
            if let audience { cache.audienceChanges[audience, default: .empty] -= digest }
            if let now = slot.audience {
                cache.audienceChanges[now, default: .empty] += slot.digest
            }
            // What is written anyway is written with these.
            if slot.base != nil, !slot.isBaseChanged { cache.reseated.insert(id) }
        }
    }

    /// The number of the set of scopes that see a record; `nil` where none does.
    private func audience(of record: RecordID) throws -> Int64? {
        let scopes = try visibility(of: record).filter(\.isIn).map(\.scope).sorted()
        guard !scopes.isEmpty else { return nil }
        if let known = cache.audiences[scopes] { return known }
        let name = scopes.map(\.description).joined(separator: " ")
        let find = { () throws -> Int64? in
            try connection.first("SELECT number FROM audience WHERE scopes = ?", [.text(name)]) {
                $0.int(0)
            }
        }
        var number = try find()
        if number == nil {
            try connection.run(
                "INSERT INTO audience (scopes, digest) VALUES (?, ?)",
                [.text(name), .id(SetDigest.empty)])
            number = try find()
        }
        cache.audiences[scopes] = number
        return number
    }

    /// What has changed about digests where the record itself has not, and the audiences' sums.
    func writeAudiences() throws {
        for id in cache.reseated {
            guard let slot = cache.slots[id] ?? nil, !slot.isBaseChanged else { continue }
            try connection.run(
                "UPDATE record SET digest = ?, audience = ? WHERE id = ?",
                [.id(slot.digest), slot.audience.map { .int($0) } ?? .null, .id(id)])
        }
        cache.reseated = []
        let changes = cache.audienceChanges.filter { $0.value != .empty }
        cache.audienceChanges = [:]
        for (number, change) in changes {
            let sum = try connection.first(
                "SELECT digest FROM audience WHERE number = ?", [.int(number)]
            ) { SetDigest(bytes: $0.blob(0)) ?? .empty }
            try connection.run(
                "UPDATE audience SET digest = ? WHERE number = ?",
                [.id((sum ?? .empty) + change), .int(number)])
        }
    }

    /// What the records come to that are visible in any of these scopes, each counted once.
    package func digest(in scopes: [Scope]) throws -> SetDigest {
        try settleDigests()
        let wanted = Set(scopes.map { $0.description[...] })
        var sum = SetDigest.empty
        try connection.each("SELECT number, scopes, digest FROM audience") { row in
            guard row.text(1).split(separator: " ").contains(where: wanted.contains) else { return }
            sum += SetDigest(bytes: row.blob(2)) ?? .empty
            sum += cache.audienceChanges[row.int(0)] ?? .empty
        }
        return sum
    }

    /// Every record of an office's base with its digest worked out anew from what is stored.
    package mutating func recordDigests() throws -> [DigestedRecord] {
        try flushEarly()
        return try connection.all("SELECT id, type, state FROM record ORDER BY id") {
            try digested($0)
        }
    }

    /// The same at the hub, for the records that any of these scopes see.
    ///
    /// - Throws: `StoreError.damagedState` for one that cannot be read: an office must not take the
    ///   hub's damage for its own, and drop what it holds.
    package mutating func recordDigests(in scopes: [Scope]) throws -> [DigestedRecord] {
        try flushEarly()
        var ids: Set<RecordID> = []
        for scope in scopes {
            try connection.each(
                """
                SELECT record FROM visibility
                WHERE scope = (SELECT number FROM scope WHERE name = ?) AND is_in = 1
                """, [.text(scope.description)]
            ) { ids.insert(try $0.id(0)) }
        }
        return try ids.sorted().compactMap { id in
            try connection.first("SELECT id, type, state FROM record WHERE id = ?", [.id(id)]) {
                try digested($0)
            }
        }
    }

    /// Writes what this transaction has changed so far, so that it can be read where it lies.
    mutating func flushEarly() throws {
        names = try flush()
        cache.isFlushed = false
    }

    private func digested(_ row: SQLStatement) throws -> DigestedRecord {
        let id: RecordID = try row.id(0)
        do {
            let (type, state) = try unpack(row.int(1), row.blob(2), of: id)
            return DigestedRecord(
                id: id, type: type, digest: SetDigest(of: id, type: type, state: state))
        } catch StoreError.damagedState where !isHub {
            return DigestedRecord(id: id, type: "unreadable", digest: .empty)
        }
    }

    /// What a record counts for: at the hub, what it did before, where it cannot be read now.
    private func recount(_ row: SQLStatement, kept: SetDigest) throws -> SetDigest {
        do { return try digested(row).digest } catch StoreError.damagedState { return kept }
    }

    /// Counts anew what the base, or each audience's records, come to.
    package mutating func rebuildDigests() throws {
        try flushEarly()
        cache.audiences = [:]
        try connection.run("DELETE FROM audience")
        var sums: [Int64: SetDigest] = [:]
        var base = SetDigest.empty
        let ids: [RecordID] = try connection.all("SELECT id FROM record ORDER BY id") {
            try $0.id(0)
        }
        for id in ids {
            let found = try connection.first(
                "SELECT id, type, state, digest, audience FROM record WHERE id = ?", [.id(id)]
            ) { row in
                let kept = SetDigest(bytes: row.blob(3)) ?? .empty
                return (
                    try recount(row, kept: kept), kept, row.isNull(4) ? nil : row.int(4)
                )
            }
            guard let (digest, kept, seat) = found else { continue }
            let audience = isHub ? try audience(of: id) : nil
            cache.visibility[id] = nil
            base += digest
            if let audience { sums[audience, default: .empty] += digest }
            guard digest != kept || audience != seat else { continue }
            try connection.run(
                "UPDATE record SET digest = ?, audience = ? WHERE id = ?",
                [.id(digest), audience.map { .int($0) } ?? .null, .id(id)])
        }
        for (number, sum) in sums {
            try connection.run(
                "UPDATE audience SET digest = ? WHERE number = ?", [.id(sum), .int(number)])
        }
        cache.slots = [:]
        cache.baseDigest = base
        cache.baseChange = .empty
    }
}
