package import Merge
package import Sync

// Which change sets touched which record is indexed when somebody asks, never when somebody
// writes: the index follows the history as far as the last question went.

extension Store {
    private static let indexedAtOnce = 512

    /// Brings the index of who touched what up to the end of the history, piece by piece.
    package func indexHistory() throws {
        while try !read({ try $0.isHistoryIndexed }) {
            try write { try $0.indexHistory(countMax: Store.indexedAtOnce) }
        }
    }

    /// The change sets that touched a record, after an ordinal, in the store's order.
    package func historicWrites(
        of record: RecordID, after ordinal: Int64
    ) throws -> (writes: [HistoricWrite], last: Int64)? {
        try read { try $0.historicWrites(of: record, after: ordinal) }
    }

    /// Every write kept here that touched a record.
    package func historicWrites(of record: RecordID) throws -> [HistoricWrite] {
        try indexHistory()
        var all: [HistoricWrite] = []
        var last: Int64 = 0
        while let page = try historicWrites(of: record, after: last) {
            all += page.writes
            last = page.last
        }
        return all
    }
}

extension StoreTransaction {
    var isHistoryIndexed: Bool {
        get throws {
            let last = try connection.first("SELECT max(ordinal) FROM change_set") { $0.int(0) }
            return try metaNumber("touched-through") >= UInt64(clamping: last ?? 0)
        }
    }

    mutating func indexHistory(countMax: Int) throws {
        let through = Int64(clamping: try metaNumber("touched-through"))
        let page = try accounted(after: through, countMax: countMax, bytesMax: 8 << 20)
        guard let last = page.last else { return }
        for changeSet in page {
            for record in Set(changeSet.content?.ops.map(\.record) ?? []) {
                try connection.run(
                    "INSERT OR IGNORE INTO touched (record, ordinal) VALUES (?, ?)",
                    [.id(record), .int(changeSet.ordinal)])
            }
        }
        try setMeta("touched-through", String(last.ordinal))
    }

    /// Records somebody touched whose id ends in the given hexadecimal digits; more than one is
    /// ambiguous.
    package func touchedRecords(endingIn suffix: String) throws -> [RecordID] {
        let digits = suffix.lowercased().filter { $0 != "-" }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { return [] }
        return try connection.all(
            """
            SELECT DISTINCT record FROM touched
            WHERE substr(lower(hex(record)), -length(?1)) = ?1 LIMIT 3
            """, [.text(digits)]
        ) { try $0.id(0) }
    }

    /// The ordinals of change sets after one that touched a record.
    func ordinals(touching record: RecordID, after ordinal: Int64, limit: Int) throws -> [Int64] {
        try connection.all(
            "SELECT ordinal FROM touched WHERE record = ? AND ordinal > ? ORDER BY ordinal LIMIT ?",
            [.id(record), .int(ordinal), .int(Int64(limit))]
        ) { $0.int(0) }
    }

    func ordinals(touching record: RecordID, before ordinal: Int64, limit: Int) throws -> [Int64] {
        try connection.all(
            """
            SELECT ordinal FROM touched WHERE record = ? AND ordinal < ?
            ORDER BY ordinal DESC LIMIT ?
            """,
            [.id(record), .int(ordinal), .int(Int64(limit))]
        ) { $0.int(0) }
    }

    /// - Returns: `nil` at the end.
    package func historicWrites(
        of record: RecordID, after ordinal: Int64
    ) throws -> (writes: [HistoricWrite], last: Int64)? {
        let ordinals = try ordinals(
            touching: record, after: ordinal, limit: HistoryLimits.recordPageMax)
        guard let last = ordinals.last else { return nil }
        let own = try ownOffice
        var writes: [HistoricWrite] = []
        for ordinal in ordinals {
            // A released change set is gone, a sealed one cannot be read: others tell of them.
            let found = try accounted(after: ordinal - 1, countMax: 1, bytesMax: 1).first
            guard let found, found.ordinal == ordinal else { continue }
            writes += try found.writes(on: record) { replica in
                isHub ? try principal(of: replica)?.office : own
            }
        }
        return (writes, last)
    }
}
