package import Merge
package import Sync

// A replica's store as rows: what its backup is made of. What follows from the rows is made anew
// where they are taken in, and so is what the hub says again at the next exchange: pages of a pull
// that is under way, proofs, who wrote what waits.

extension StoreTransaction {
    /// Settings that belong to what is made anew.
    private static let ownHousekeeping = housekeeping.union([
        "certified", "cursor.through", "cursor.record", "feed",
    ])
    /// How far programs outside were told of a feed that a copy does not have, and numbers of
    /// courier files, which are a replica's own.
    private static let ownPrefixes = ["announce.", "courier."]

    /// Tells every row of a replica's store.
    ///
    /// Settings, events, the hub's state by record, its own change sets in their order, and what it
    /// alone knows; documents lie beside it.
    package func visitOfficeRows(_ visit: (BackupItem) throws -> Void) throws {
        for (key, value) in try meta(startingWith: "")
        where !StoreTransaction.ownHousekeeping.contains(key)
            && !StoreTransaction.ownPrefixes.contains(where: key.hasPrefix)
        {
            try visit(.row(.setting(key: key, value: value)))
        }
        try visitEvents { try visit(.row($0)) }
        try visitRecords { try visit(.row($0)) }
        try visitOwn { try visit(.officeRow(.changeSet($0))) }
        for kind in OfficeRow.Note.Kind.allCases {
            try visitNotes(of: kind) { try visit(.officeRow(.note($0))) }
        }
    }

    private func visitOwn(_ visit: (OfficeRow.Own) throws -> Void) throws {
        try connection.each(
            """
            SELECT ordinal, id, position, chain, verdicts, effective_at, in_overlay, sealed, bytes
            FROM change_set ORDER BY ordinal
            """
        ) { row in
            let shown = try connection.all(
                "SELECT record FROM pending WHERE ordinal = ? ORDER BY record", [.int(row.int(0))]
            ) { try $0.id(0) as RecordID }
            guard let standing = OfficeRow.Standing(rawValue: UInt64(clamping: row.int(6))) else {
                throw StoreError.damagedMeta(key: "change_set")
            }
            let answer =
                row.isNull(2)
                ? nil
                : OfficeRow.Answer(
                    head: Head(position: row.position(2), chain: try row.id(3)),
                    verdicts: row.blob(4))
            try visit(
                OfficeRow.Own(
                    id: try row.id(1), answer: answer,
                    claimedAt: row.isNull(5) ? nil : Timestamp(milliseconds: row.int(5)),
                    standing: standing, isSealed: row.int(7) == 1, shown: shown,
                    bytes: row.blob(8)))
        }
    }

    private func visitNotes(
        of kind: OfficeRow.Note.Kind, _ visit: (OfficeRow.Note) throws -> Void
    ) throws {
        let columns = kind.columns
        try connection.each(
            "SELECT \(columns.joined(separator: ", ")) FROM \(kind.table) ORDER BY \(kind.order)"
        ) { row in
            let cells = columns.indices.map { OfficeRow.Note.Cell(row.value(Int32($0))) }
            try visit(OfficeRow.Note(kind: kind, cells: cells))
        }
    }

    /// The hub's state as it lies here, a line per type: what a backup counts of it.
    package func baseDigests() throws -> [StoreDigest] {
        var digests = StoreDigests()
        try visitRecords { row in
            guard case .record(let placed) = row, !placed.record.state.isEmpty else { return }
            digests.add(placed.record.id, type: placed.record.type, placed.record.state)
        }
        return digests.lines
    }

    /// Takes a row in as it is, in the order of `visitOfficeRows`, into a store that holds nothing.
    ///
    /// - Throws: `HubCopyFault.unreadable` for one that only a hub has.
    package mutating func restoreOffice(_ row: HubRow) throws {
        switch row {
        case .setting(let key, let value): try setMeta(key, value)
        case .event(let line):
            try audit(at: line.at, line.event, subject: line.subject, detail: line.detail)
        case .record(let placed):
            let record = placed.record
            try setBase(
                record.id, type: record.type, record.state,
                position: record.state.entries.lastPosition)
        case .replica, .invitation, .changeSet:
            throw HubCopyFault.unreadable(.malformed(.records, offset: 0))
        }
    }

    /// The same of a row that only a replica has; a document's is taken in beside the store.
    package mutating func restore(_ row: OfficeRow) throws {
        switch row {
        case .changeSet(let own): try restore(own)
        case .note(let note):
            let columns = note.kind.columns
            guard note.cells.count == columns.count else {
                throw HubCopyFault.unreadable(.malformed(.records, offset: 0))
            }
            let places = columns.map { _ in "?" }.joined(separator: ", ")
            try connection.run(
                """
                INSERT INTO \(note.kind.table) (\(columns.joined(separator: ", ")))
                VALUES (\(places))
                """, note.cells.map(SQLValue.init))
        case .document: break
        }
    }

    private mutating func restore(_ own: OfficeRow.Own) throws {
        let content = own.isSealed ? nil : StoreTransaction.content(of: own.bytes)
        try connection.run(
            """
            INSERT INTO change_set (id, replica, parent, position, effective_at, chain, verdicts,
              in_overlay, sealed, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .id(own.id), content.map { .id($0.replica) } ?? .null,
                content?.parent.map { .id($0) } ?? .null,
                own.answer.map { .position($0.head.position) } ?? .null,
                own.claimedAt.map { .int($0.milliseconds) } ?? .null,
                own.answer.map { .id($0.head.chain) } ?? .null,
                own.answer.map { .blob($0.verdicts) } ?? .null,
                .int(Int64(own.standing.rawValue)), .int(own.isSealed ? 1 : 0), .blob(own.bytes),
            ])
        let ordinal = try connection.first("SELECT last_insert_rowid()") { $0.int(0) } ?? 0
        guard !own.shown.isEmpty else { return }
        try addPending(own.shown, ordinal)
        for record in own.shown { forgetView(of: record) }
    }

    /// Makes the store one of its own.
    ///
    /// It gets an id that no other store has, so that what is written before it joins can be taken
    /// for nobody else's; and it stands behind what it has received, so that what waited to be
    /// applied is sent again.
    package mutating func beginAnew(as replica: ReplicaID, at now: Timestamp) throws {
        let before = try required("replica")
        try setMeta(StoreTransaction.madeOfKey, before)
        try setMeta("replica", replica.hexadecimal)
        try setMeta("cursor.through", String(try metaNumber("cursor.from")))
        try setMeta("cursor.record", "")
        try audit(
            at: now, "restored", subject: ReplicaID(hexadecimal: before),
            detail: "from a backup of this replica")
    }
}

extension StoreTransaction {
    private static let madeOfKey = "made-of"

    /// The replica whose backup the store was made of, until it joins; `nil` for any other store.
    package var madeOf: String? {
        get throws { try meta(StoreTransaction.madeOfKey) }
    }

    /// Lets go of the note from which backup this store was made.
    package func forgetMadeOf() throws {
        try connection.run("DELETE FROM meta WHERE key = ?", [.text(StoreTransaction.madeOfKey)])
    }
}

extension OfficeRow.Note.Kind {
    fileprivate var table: String {
        switch self {
        case .departed: "departed"
        case .settled: "settled"
        case .importPart: "import_part"
        case .importPlace: "import_place"
        }
    }

    /// In the order of a note's cells, which a release never changes.
    fileprivate var columns: [String] {
        switch self {
        case .departed: ["record", "type", "at", "offices"]
        case .settled:
            ["conflict", "change_set", "op", "record", "type", "attribute", "key", "value"]
        case .importPart: ["import", "change_set"]
        case .importPlace: ["import", "record", "type", "attribute", "key", "former", "written"]
        }
    }

    fileprivate var order: String { self == .departed ? "record" : "ordinal" }
}

extension OfficeRow.Note.Cell {
    fileprivate init(_ value: SQLValue) {
        switch value {
        case .null: self = .blank
        case .int(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .blob(let bytes): self = .bytes(bytes)
        }
    }
}

extension SQLValue {
    fileprivate init(_ cell: OfficeRow.Note.Cell) {
        switch cell {
        case .blank: self = .null
        case .number(let number): self = .int(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .blob(bytes)
        }
    }
}
