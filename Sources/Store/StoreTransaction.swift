package import Merge
import Sync

/// One transaction on a store.
///
/// What it writes about records is projected as it ends, together. A read that failed ends it too,
/// whoever asked.
package struct StoreTransaction: RecordReading {
    let connection: SQLConnection
    package let schema: Schema
    let checks: RecordChecks
    var names: NameTable
    let isHub: Bool
    let cache = RecordCache()
    let failure = ReadFailure()

    init(
        connection: SQLConnection, schema: Schema, checks: RecordChecks, names: NameTable,
        isHub: Bool
    ) {
        self.connection = connection
        self.schema = schema
        self.checks = checks
        self.names = names
        self.isHub = isHub
    }

    package func meta(_ key: String) throws -> String? {
        try connection.first("SELECT value FROM meta WHERE key = ?", [.text(key)]) { $0.text(0) }
    }

    package mutating func setMeta(_ key: String, _ value: String) throws {
        try connection.run(
            """
            INSERT INTO meta (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, [.text(key), .text(value)])
    }

    /// Adds a line to the store's audit: ids, counts and our own words, never a stored value.
    package mutating func audit(
        at now: Timestamp, _ event: String, subject: (any SixteenByteID)?,
        detail: String
    ) throws {
        let line: [SQLValue] = [
            .int(now.milliseconds), subject.map { SQLValue.id($0) } ?? .null, .text(event),
            .text(detail),
        ]
        let link = try nextLink(of: .audit, line)
        try connection.run(
            """
            INSERT INTO audit (ordinal, at, subject, event, detail, chain)
            VALUES (?, ?, ?, ?, ?, ?)
            """, [.int(link.ordinal)] + line + [.blob(link.chain)])
    }

    /// Writes what the transaction changed about records: state, readable row, conflicts.
    mutating func flush() throws -> NameTable {
        let before = names.names.count
        try settleDigests()
        try followSettlements()
        for record in cache.dirty { try flush(record) }
        try settleChecks()
        try endFeed()
        try writeAudiences()
        for number in before..<names.names.count {
            try connection.run(
                "INSERT INTO name (number, name) VALUES (?, ?)",
                [.int(Int64(number)), .text(names.names[number])])
        }
        names.putInOrder()
        return names
    }

    /// Writes what the transaction changed so far and lets go of all it holds, as if it ended here
    /// and the next one began; it is still one: all of it is durable, or nothing.
    ///
    /// For whoever writes more records than should be in memory at once.
    package mutating func writeOut() throws {
        names = try flush()
        cache.begin(withBase: keptBaseDigest)
    }

    private mutating func flush(_ id: RecordID) throws {
        let slot = try slot(id)
        if let slot, slot.isBaseChanged { try writeBase(id, slot) }
        guard let name = slot?.type ?? cache.touchedTypes[id],
            let table = try connection.table(of: name, in: schema)
        else { return }
        let before = try isFed ? shown(id, table.type) : nil
        let mayBlock = try mayHaveConflicts()
        if mayBlock { cache.depended.formUnion(try references(of: id, table.type)) }
        guard let slot, case let view = try self.view(of: id, slot), !view.entries.isEmpty else {
            try table.remove(id)
            try connection.run("DELETE FROM settled WHERE record = ?", [.id(id)])
            try connection.run("DELETE FROM import_place WHERE record = ?", [.id(id)])
            try writeConflicts(id, table.type, [])
            if before != nil { try feed(.gone, id, name) }
            slot?.written = nil
            slot?.isUntouched = false
            return
        }
        let outcome = try table.put(
            id, view, over: slot.written, settling: settling(id, table.type))
        slot.written = view
        slot.isUntouched = outcome.isUntouched
        guard !outcome.isUntouched else { return }
        try feedChange(of: id, table.type, from: before)
        try writeConflicts(id, table.type, outcome.conflicts)
        if mayBlock { cache.depended.formUnion(try references(of: id, table.type)) }
    }

    private mutating func writeBase(_ id: RecordID, _ slot: RecordCache.Slot) throws {
        guard let base = slot.base else {
            try connection.run("DELETE FROM record WHERE id = ?", [.id(id)])
            return
        }
        let type = Int64(names.number(of: slot.type))
        let state = StateSeal.sealed(base.packed(names: &names, extra: StateSeal.byteCount))
        let statement = try connection.prepared(.putRecord)
        statement.bind(1, id: id)
        statement.bind(2, type)
        statement.bind(3, Int64(clamping: slot.position))
        statement.bind(5, id: slot.digest)
        statement.bind(6, slot.audience.map { .int($0) } ?? .null)
        try state.withUnsafeBytes { state in
            statement.lend(4, bytes: state[...])
            defer { statement.clear() }
            try statement.run()
        }
    }

    func exists(_ sql: String, _ values: [SQLValue] = []) throws -> Bool {
        try connection.first(sql, values) { _ in true } ?? false
    }
}
