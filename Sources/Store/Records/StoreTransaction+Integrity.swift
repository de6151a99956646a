import Merge
import Sync

extension StoreTransaction {
    /// What is stored here and is not what was written; an empty answer is health.
    func damage() throws -> [String] {
        var problems = try damagedHistory()
        let damaged = try damagedRecords()
        problems += damaged.map { "record \($0) cannot be read" }
        // What people see is only worth comparing where it can be worked out.
        if damaged.isEmpty { problems += try staleRows() }
        return problems
    }

    private func damagedRecords() throws -> [RecordID] {
        var damaged: [RecordID] = []
        try connection.each("SELECT id, type, state FROM record") { row in
            let id: RecordID = try row.id(0)
            do { _ = try unpack(row.int(1), row.blob(2), of: id) } catch { damaged.append(id) }
        }
        return damaged
    }

    /// Change sets that are not what their id says, and the first break in the hub's chain.
    private func damagedHistory() throws -> [String] {
        var problems: [String] = []
        var last = Head.origin
        var isBroken = false
        try connection.each(
            """
            SELECT ordinal, id, bytes, chain, verdicts, effective_at FROM change_set
            ORDER BY ordinal
            """
        ) { row in
            let id: ChangeSetID = try row.id(1)
            if SealedChangeSet.address(of: row.blob(2)) != id {
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
    private func staleRows() throws -> [String] {
        var problems: [String] = []
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
                _ = try expected.put(id, view)
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
            problems += try connection.all(sql) {
                "\(type.name) \($0.text(0)) shows something else"
            }
            try connection.run("DROP TABLE temp.expected")
        }
        return problems
    }
}
