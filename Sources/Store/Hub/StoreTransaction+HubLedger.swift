package import Merge
package import Sync

extension StoreTransaction {
    package var head: Head {
        get throws {
            if let known = cache.head { return known }
            let found = try connection.first(
                "SELECT ordinal, chain FROM change_set ORDER BY ordinal DESC LIMIT 1"
            ) { Head(position: $0.position(0), chain: try $0.id(1)) }
            cache.head = found ?? .origin
            return found ?? .origin
        }
    }

    package var backedUpThrough: UInt64 {
        get throws { try metaNumber(SettingName.backedUpThrough) }
    }

    package func chain(at position: UInt64) throws -> ChainHash? {
        guard position > 0 else { return .origin }
        return try connection.first(
            "SELECT chain FROM change_set WHERE ordinal = ?", [.position(position)]
        ) { try $0.id(0) }
    }

    package func effectiveAt(_ position: UInt64) throws -> Timestamp? {
        try connection.first(
            "SELECT effective_at FROM change_set WHERE ordinal = ?", [.position(position)]
        ) { Timestamp(milliseconds: $0.int(0)) }
    }

    package func answer(to id: ChangeSetID) throws -> HubMessage.Acknowledgement? {
        let statement = try connection.prepared(.answer)
        statement.bind(1, id: id)
        defer { statement.rewind() }
        guard try statement.step() else { return nil }
        return HubMessage.Acknowledgement(
            id: id, head: Head(position: statement.position(0), chain: try statement.id(1)),
            verdicts: statement.blob(2).map { Verdict(rawValue: $0) ?? .malformed })
    }

    package func op(of entry: EntryID) throws -> Op? {
        let ops = try ops(of: entry.changeSet)
        let index = Int(entry.index)
        return ops.indices.contains(index) ? ops[index] : nil
    }

    /// The ops of a change set of the history; opened once per transaction, however many entries of
    /// it a push names.
    private func ops(of id: ChangeSetID) throws -> [Op] {
        if let known = cache.opened[id] { return known }
        let bytes = try connection.first(
            "SELECT bytes FROM change_set WHERE id = ?", [.id(id)]
        ) { $0.blob(0) }
        var ops: [Op] = []
        if let bytes {
            do { ops = try SealedChangeSet(opening: bytes).content.ops } catch { ops = [] }
        }
        if cache.opened.count >= RecordCache.openedMax { cache.opened = [:] }
        cache.opened[id] = ops
        cache.openedCount += 1
        return ops
    }

    package func principal(of replica: ReplicaID) throws -> Peer? {
        if let known = cache.principals[replica] { return known }
        let found = try registration(of: replica)?.peer
        cache.principals[replica] = .some(found)
        return found
    }

    package mutating func append(
        _ id: ChangeSetID, bytes: Bytes, content: ChangeSet?, from replica: ReplicaID,
        effectiveAt: Timestamp, head: Head, verdicts: [Verdict]
    ) throws {
        // What is said in another's name is on the account of whoever brought it, and tells nothing
        // of the other's disk.
        let isForged = verdicts.contains(where: \.isForged)
        let owner = isForged ? replica : try holder(of: content, broughtBy: replica)
        let parent = isForged ? nil : content?.parent
        if let parent {
            let isCopied = try exists(
                "SELECT 1 FROM change_set WHERE replica = ? AND parent = ? AND in_overlay = 0",
                [.id(owner), .id(parent)])
            if isCopied {
                try auditRepeatable(
                    at: effectiveAt, "copied-disk", subject: owner,
                    detail: "two change sets follow \(parent.hexadecimal.prefix(8))")
            }
        }
        let admitted = HubRow.Admitted(
            head: head, id: id, replica: owner, effectiveAt: effectiveAt, verdicts: verdicts,
            bytes: bytes)
        try insert(admitted, parent: parent)
    }

    /// Adds a change set at the end of the history.
    ///
    /// - Parameter parent: its store's previous one, where its own word counts.
    func insert(_ admitted: HubRow.Admitted, parent: ChangeSetID?) throws {
        try connection.run(
            """
            INSERT INTO change_set (ordinal, id, replica, parent, position, effective_at, chain,
              verdicts, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .position(admitted.head.position), .id(admitted.id), .id(admitted.replica),
                parent.map { .id($0) } ?? .null, .position(admitted.head.position),
                .int(admitted.effectiveAt.milliseconds), .id(admitted.head.chain),
                .blob(admitted.verdicts.map(\.rawValue)[...]), .blob(admitted.bytes),
            ])
        cache.head = admitted.head
    }

    /// Its author; whoever brought it where nobody registered the author, so that what is held back
    /// of it can be judged later too.
    private func holder(
        of content: ChangeSet?, broughtBy replica: ReplicaID
    ) throws -> ReplicaID {
        guard let author = content?.replica, author != replica else { return replica }
        return try principal(of: author) == nil ? replica : author
    }

    package func record(_ id: RecordID) throws -> StoredRecord? {
        guard let slot = try slot(id), let base = slot.base else { return nil }
        return StoredRecord(id: id, type: slot.type, state: base)
    }

    package mutating func put(_ record: StoredRecord, changed position: UInt64) throws {
        try setBase(record.id, type: record.type, record.state, position: position)
    }

    package func visibility(of record: RecordID) throws -> [VisibilityRow] {
        if let known = cache.visibility[record] { return known }
        let rows = try storedVisibility(of: record)
        cache.visibility[record] = rows
        return rows
    }

    /// The same as it is stored; nothing is kept of it in memory.
    func storedVisibility(of record: RecordID) throws -> [VisibilityRow] {
        let statement = try connection.prepared(.visibilityOf)
        statement.bind(1, id: record)
        defer { statement.rewind() }
        var rows: [VisibilityRow] = []
        while try statement.step() {
            rows.append(
                VisibilityRow(
                    scope: try scope(numbered: statement.int(0)), record: record,
                    changed: statement.position(1), entered: statement.position(2),
                    isIn: statement.int(3) == 1))
        }
        return rows
    }

    /// The scopes in which this transaction changed what is to be seen.
    package var changedScopes: Set<Scope> { cache.changedScopes }

    private func scope(numbered number: Int64) throws -> Scope {
        if let known = cache.scopes[number] { return known }
        let name = try connection.first(
            "SELECT name FROM scope WHERE number = ?", [.int(number)]
        ) { $0.text(0) }
        guard let scope = name.flatMap({ Scope($0) }) else {
            throw StoreError.damagedMeta(key: "scope")
        }
        cache.scopes[number] = scope
        return scope
    }

    package mutating func set(_ row: VisibilityRow) throws {
        var rows = try visibility(of: row.record)
        if let place = rows.firstIndex(where: { $0.scope == row.scope }) {
            rows[place] = row
        } else {
            rows.append(row)
        }
        cache.visibility[row.record] = rows
        cache.undigested.insert(row.record)
        cache.changedScopes.insert(row.scope)
        let statement = try connection.prepared(.putVisibility)
        statement.bind(1, id: row.record)
        statement.bind(2, try number(of: row.scope))
        statement.bind(3, Int64(clamping: row.changed))
        statement.bind(4, Int64(clamping: row.entered))
        statement.bind(5, row.isIn ? 1 : 0)
        try statement.run()
    }

    private func number(of scope: Scope) throws -> Int64 {
        if let known = cache.scopeNumbers[scope] { return known }
        let name = SQLValue.text(scope.description)
        try connection.run("INSERT OR IGNORE INTO scope (name) VALUES (?)", [name])
        let number = try connection.first("SELECT number FROM scope WHERE name = ?", [name]) {
            $0.int(0)
        }
        cache.scopeNumbers[scope] = number
        return number ?? 0
    }

    package func children(of record: RecordID) throws -> [RecordID] {
        let statement = try connection.prepared(.childrenOf)
        statement.bind(1, id: record)
        defer { statement.rewind() }
        var children: [RecordID] = []
        while try statement.step() { children.append(try statement.id(0)) }
        return children
    }

    package mutating func setParents(of record: RecordID, to parents: Set<RecordID>) throws {
        let known = Set(
            try connection.all("SELECT parent FROM parent WHERE child = ?", [.id(record)]) {
                try $0.id(0) as RecordID
            })
        for parent in known.subtracting(parents) {
            try connection.run(
                "DELETE FROM parent WHERE child = ? AND parent = ?", [.id(record), .id(parent)])
        }
        for parent in parents.subtracting(known) {
            try connection.run(
                "INSERT INTO parent (child, parent) VALUES (?, ?)", [.id(record), .id(parent)])
        }
    }

    package func rows(
        in scopes: [Scope], after mark: RowMark, limit: Int
    ) throws -> [VisibilityRow] {
        var found: [VisibilityRow] = []
        for scope in scopes { found += try changes(in: scope, after: mark, limit: limit) }
        found.sort { ($0.changed, $0.record, $0.scope) < ($1.changed, $1.record, $1.scope) }
        return Array(found.prefix(limit))
    }

    /// One range of the index `visibility_changed`.
    private func changes(
        in scope: Scope, after mark: RowMark, limit: Int
    ) throws -> [VisibilityRow] {
        try connection.all(
            """
            SELECT v.record, v.changed, v.entered, v.is_in FROM visibility v
            WHERE v.scope = (SELECT number FROM scope WHERE name = ?)
              AND (v.changed, v.record) > (?, ?)
            ORDER BY v.changed, v.record LIMIT ?
            """,
            [
                .text(scope.description), .position(mark.position), .id(mark.record),
                .int(Int64(limit)),
            ]
        ) { row in
            VisibilityRow(
                scope: scope, record: try row.id(0), changed: row.position(1),
                entered: row.position(2), isIn: row.int(3) == 1)
        }
    }
}
