import Merge
import Sync

// The feed says which records of this store show something else than they did, whoever wrote it.
// It is written in the transaction that changes them, as their readable rows are, and only from the
// moment on when somebody first asked for it: most stores have no reader and pay nothing. Rows that
// are derived anew after an upgrade are no change.

extension StoreTransaction {
    private static let openKey = "feed"

    /// The feed's end, for whoever begins to follow it; from here on it is written.
    package mutating func openFeed() throws -> FeedCursor {
        if try feedOrigin == nil {
            let mark = UInt64.random(in: 1 ... .max)
            try setMeta(StoreTransaction.openKey, String(mark))
            cache.isFeedOpen = true
        }
        return try feedEnd ?? FeedCursor(position: 0, mark: try feedOrigin ?? 0)
    }

    /// What comes after a cursor; `nil` where the feed does not reach back to it.
    package func feed(after cursor: FeedCursor, limit: Int) throws -> FeedPage? {
        guard try reaches(cursor) else { return nil }
        let rows = try connection.all(
            """
            SELECT position, mark, kind, subject, type, units FROM feed
            WHERE position > ? ORDER BY position LIMIT ?
            """, [.position(cursor.position), .int(Int64(limit) + 1)]
        ) { row in
            let position = row.position(0)
            guard let kind = FeedChange.Kind(rawValue: row.int(2)) else {
                throw StoreError.damagedMeta(key: StoreTransaction.openKey)
            }
            let change = FeedChange(
                kind: kind, subject: try row.id(3), type: row.text(4),
                units: row.text(5).split(separator: " ").map(String.init), position: position)
            return (change, FeedCursor(position: position, mark: UInt64(bitPattern: row.int(1))))
        }
        let page = rows.prefix(limit)
        return FeedPage(
            changes: page.map(\.0), cursor: page.last?.1 ?? cursor, hasMore: rows.count > limit)
    }

    /// How many changes come after a cursor; `nil` where the feed does not reach back to it.
    package func feedCount(after cursor: FeedCursor) throws -> Int? {
        guard try reaches(cursor) else { return nil }
        let count = try connection.first(
            "SELECT count(*) FROM feed WHERE position > ?", [.position(cursor.position)]
        ) { $0.int(0) }
        return Int(count ?? 0)
    }

    /// Ends the feed here, where the store forgets what it held and fetches it anew: what went and
    /// what came is not known row by row, so whoever follows is told to begin anew.
    mutating func breakFeed() throws {
        guard try feedOrigin != nil else { return }
        cache.isFeedQuiet = true
        try connection.run(
            "DELETE FROM feed WHERE position < (SELECT max(position) FROM feed)")
        let marks = (0..<2).map { _ in UInt64.random(in: 1 ... .max) }
        try connection.run("UPDATE feed SET mark = ?", [.int(Int64(bitPattern: marks[0]))])
        try setMeta(StoreTransaction.openKey, String(marks[1]))
    }

    private func reaches(_ cursor: FeedCursor) throws -> Bool {
        guard cursor.position == 0 else {
            let mark = try connection.first(
                "SELECT mark FROM feed WHERE position = ?", [.position(cursor.position)]
            ) { UInt64(bitPattern: $0.int(0)) }
            return mark == cursor.mark
        }
        guard try feedOrigin == cursor.mark else { return false }
        return try connection.first("SELECT min(position) FROM feed") { $0.int(0) } ?? 0 <= 1
    }

    private var feedOrigin: UInt64? {
        get throws { try meta(StoreTransaction.openKey) { UInt64($0) } }
    }

    private var feedEnd: FeedCursor? {
        get throws {
            try connection.first(
                "SELECT position, mark FROM feed ORDER BY position DESC LIMIT 1"
            ) { FeedCursor(position: $0.position(0), mark: UInt64(bitPattern: $0.int(1))) }
        }
    }
}

// MARK: Writing it

extension StoreTransaction {
    /// Whether somebody follows the feed, and what is written now is a change.
    var isFed: Bool {
        get throws {
            guard !isHub, !cache.isFeedQuiet else { return false }
            if let known = cache.isFeedOpen { return known }
            let isOpen = try feedOrigin != nil
            cache.isFeedOpen = isOpen
            return isOpen
        }
    }

    /// What a record's readable row shows, by column; `nil` where there is none.
    ///
    /// What the program keeps for itself is nobody's to follow.
    func shown(_ id: RecordID, _ type: RecordType) throws -> [String]? {
        let columns = type.columns.filter { $0.kind != .blob }
        let names = columns.map { "quote(\"\($0.name)\")" }.joined(separator: ", ")
        return try connection.first(
            "SELECT \(names) FROM \"\(type.name)\" WHERE id = ?", [.text(id.description)]
        ) { row in columns.indices.map { row.text(Int32($0)) } }
    }

    /// Tells of a record whose row was written, where the row shows something else than before.
    ///
    /// A row is also written anew when the hub has acknowledged what it shows already.
    func feedChange(of id: RecordID, _ type: RecordType, from before: [String]?) throws {
        guard try isFed, let now = try shown(id, type) else { return }
        guard let before else { return try feed(.created, id, type.name) }
        let columns = type.columns.filter { $0.kind != .blob }
        var units: [String] = []
        for (place, column) in columns.enumerated() where before[place] != now[place] {
            let unit = type.attributes[column.attribute].name
            if !units.contains(unit) { units.append(unit) }
        }
        if !units.isEmpty { try feed(.changed, id, type.name, units: units) }
    }

    /// Adds a row, unless nobody follows the feed.
    func feed(
        _ kind: FeedChange.Kind, _ subject: RecordID, _ type: String, units: [String] = []
    ) throws {
        guard try isFed else { return }
        cache.hasFed = true
        try connection.run(
            """
            INSERT INTO feed (mark, kind, subject, type, units) VALUES (?, ?, ?, ?, ?)
            """,
            [
                .int(Int64(bitPattern: UInt64.random(in: 1 ... .max))), .int(kind.rawValue),
                .id(subject), .text(type), .text(units.joined(separator: " ")),
            ])
    }

    /// Tells of the conflicts that are no more, and lets go of the oldest rows.
    func endFeed() throws {
        let settled = cache.conflictsRemoved.sorted { $0.key < $1.key }
        cache.conflictsRemoved = [:]
        for (conflict, type) in settled { try feed(.settled, conflict, type) }
        guard cache.hasFed else { return }
        cache.hasFed = false
        try connection.run(
            "DELETE FROM feed WHERE position <= (SELECT max(position) FROM feed) - ?",
            [.int(FeedLimits.rowsMax)])
    }
}
