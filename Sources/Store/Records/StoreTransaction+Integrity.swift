import Merge
import Sync

extension StoreTransaction {
    /// What is stored here and is not what was written; an empty answer is health.
    func damage() throws -> [String] {
        var problems = try damagedHistory() + brokenChains()
        let (damaged, sums) = try examineRecords()
        problems += damaged.map(\.description)
        // What people see is only worth comparing where it can be worked out.
        guard damaged.isEmpty else { return problems }
        problems += try isHub ? brokenWord() + damagedAudiences(sums) : unconfirmed(sums)
        problems += try staleRows().map { "\($0.type) \($0.id) shows something else" }
        return problems
    }

    /// A record whose row is not what was written.
    struct DamagedRecord: CustomStringConvertible {
        let id: RecordID
        /// `nil` where not even that can be read.
        let type: String?
        let isReadable: Bool
        /// Its part in the digests that the store keeps.
        let kept: SetDigest

        var description: String {
            isReadable ? "record \(id) is not what was stored" : "record \(id) cannot be read"
        }
    }

    /// Reads every record, and what all come to: at the hub by audience, at an office under 0.
    func examineRecords() throws -> (damaged: [DamagedRecord], sums: [Int64: SetDigest]) {
        var damaged: [DamagedRecord] = []
        var sums: [Int64: SetDigest] = [:]
        try connection.each("SELECT id, type, state, digest, audience FROM record") { row in
            let id: RecordID = try row.id(0)
            let kept = SetDigest(bytes: row.blob(3)) ?? .empty
            var type: String?
            var isReadable = false
            do {
                type = try names.name(of: UInt32(clamping: row.int(1)))
                let state = try unpack(row.int(1), row.blob(2), of: id).1
                isReadable = true
                let digest = SetDigest(of: id, type: type ?? "", state: state)
                if !isHub || !row.isNull(4) {
                    sums[isHub ? row.int(4) : 0, default: .empty] += digest
                }
                if digest == kept { return }
            } catch is StoreError {} catch is MergeError {}
            damaged.append(
                DamagedRecord(id: id, type: type, isReadable: isReadable, kept: kept))
        }
        return (damaged, sums)
    }

    /// At an office: whether the records are those that were last proven to be the hub's.
    private func unconfirmed(_ sums: [Int64: SetDigest]) throws -> [String] {
        guard let certificate = try certificate() else { return [] }
        let position = certificate.head.position
        guard try cursor == Cursor(from: position, through: position),
            sums[0] ?? .empty != certificate.digest
        else { return [] }
        return [
            "the records are not those that the hub confirmed at position \(position): run "
                + "`bridgework sync`, which repairs them"
        ]
    }

    private func damagedAudiences(_ sums: [Int64: SetDigest]) throws -> [String] {
        var wrong = 0
        try connection.each("SELECT number, digest FROM audience") { row in
            let kept = SetDigest(bytes: row.blob(1)) ?? .empty
            if sums[row.int(0)] ?? .empty != kept { wrong += 1 }
        }
        return wrong > 0 ? ["the digests of \(wrong) audiences are off"] : []
    }

    /// At the hub: whether the history still is the one that replicas heard.
    ///
    /// A chain alone does not show that its end was cut, or that all of it was written anew.
    private func brokenWord() throws -> [String] {
        let head = try head
        let words = try connection.all(
            "SELECT replica, position, chain FROM replica_word ORDER BY replica"
        ) { row in
            (
                replica: try row.id(0) as ReplicaID,
                head: Head(position: row.position(1), chain: try row.id(2))
            )
        }
        return try words.compactMap { word in
            let position = word.head.position
            if position > head.position {
                return "replica \(word.replica) vouches for position \(position), the history "
                    + "ends at \(head.position): its end was cut"
            }
            guard try chain(at: position) != word.head.chain else { return nil }
            return "replica \(word.replica) heard another history up to position \(position): "
                + "it was written anew"
        }
    }

    /// Forgets base records that are not what was written, so that the next exchange brings them
    /// whole, and shows again what the records say.
    ///
    /// Own change sets are never forgotten.
    mutating func forgetDamaged(at now: Timestamp) throws -> (forgotten: [RecordID], redrawn: Int) {
        let damaged = try examineRecords().damaged
        for record in damaged {
            try connection.run("DELETE FROM record WHERE id = ?", [.id(record.id)])
            cache.slots[record.id] = nil
            cache.baseChange -= record.kept
            try forgetRows(of: record.id, type: record.type)
        }
        try flushEarly()
        let stale = try staleRows()
        for (type, id) in stale {
            cache.touchedTypes[id] = type
            cache.markDirty(id)
        }
        if !damaged.isEmpty {
            try audit(
                at: now, "records-forgotten", detail: "\(damaged.count) damaged base records")
        }
        return (damaged.map(\.id), stale.count)
    }

    private func forgetRows(of id: RecordID, type: String?) throws {
        for name in type.map({ [$0] }) ?? schema.types.map(\.name) {
            try connection.table(of: name, in: schema)?.remove(id)
        }
        cache.touchedTypes[id] = type
        cache.markDirty(id)
    }

    /// Change sets that are not what their id says, and the first break in the hub's chain.
    private func damagedHistory() throws -> [String] {
        var problems: [String] = []
        var last = Head.origin
        var isBroken = false
        try connection.each(
            """
            SELECT ordinal, id, bytes, chain, verdicts, effective_at, sealed FROM change_set
            ORDER BY ordinal
            """
        ) { row in
            let id: ChangeSetID = try row.id(1)
            if row.int(6) == 0, SealedChangeSet.address(of: row.blob(2)) != id {
                problems.append("change set \(row.int(0)) is not what was written")
            }
            guard isHub, !isBroken else { return }
            let verdicts = row.blob(4).map { Verdict(rawValue: $0) ?? .malformed }
            let chain: ChainHash = try row.id(3)
            let time = Timestamp(milliseconds: row.int(5))
            let next = Head(
                position: last.position + 1,
                chain: last.chain.next(id, verdicts, effectiveAt: time))
            isBroken = next != Head(position: row.position(0), chain: chain)
            if isBroken { problems.append("the history is broken at \(row.int(0))") }
            last = next
        }
        return problems
    }

    /// Readable rows that are not what the records say: somebody wrote them by hand, or the disk
    /// did.
    private func staleRows() throws -> [(type: String, id: RecordID)] {
        var problems: [(type: String, id: RecordID)] = []
        var byType: [String: [RecordID]] = [:]
        for id in try allRecords() {
            if let type = try type(of: id) { byType[type, default: []].append(id) }
            cache.slots[id] = nil
        }
        for type in schema.types {
            let columns = type.columns.map { "\"\($0.name)\" \($0.sqlType)" }
                .joined(separator: ", ")
            try connection.run("DROP TABLE IF EXISTS temp.expected")
            try connection.run(
                "CREATE TEMP TABLE expected (id TEXT PRIMARY KEY, \(columns))")
            let expected = try ReadableTable(
                type, name: "temp.expected", on: connection.handle)
            for id in byType[type.name] ?? [] {
                guard let view = try view(of: id), !view.entries.isEmpty else { continue }
                _ = try expected.put(id, view, settling: settling(id, type))
                cache.slots[id] = nil
            }
            let names = (["id"] + type.columns.map(\.name)).map { "\"\($0)\"" }
            let shown = "SELECT \(names.joined(separator: ", ")) FROM "
            let own = shown + "main.\"\(type.name)\""
            let other = shown + "temp.expected"
            let sql = """
                SELECT id FROM (\(own) EXCEPT \(other))
                UNION SELECT id FROM (\(other) EXCEPT \(own))
                """
            problems += try connection.all(sql) { row in
                guard let id = RecordID(hexadecimal: row.text(0)) else {
                    throw StoreError.damagedMeta(key: type.name)
                }
                return (type.name, id)
            }
            try connection.run("DROP TABLE temp.expected")
        }
        return problems
    }
}
