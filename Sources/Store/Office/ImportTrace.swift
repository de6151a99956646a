package import Merge

/// What stood where an import wrote, kept on the machine that imported until the import is taken
/// back, or until newer imports took its room.
package struct ImportTrace: Sendable {
    /// What the import wrote, in order; the first one's id is the import's.
    package let changeSets: [ChangeSetID]
    package let places: [Place]

    /// A place that the import wrote.
    package struct Place: Sendable {
        package let record: RecordID
        package let type: String
        /// Empty where the import made the record.
        package let attribute: String
        package let key: Bytes
        /// The value that stood there.
        package let former: Bytes?
        package let written: Bytes?

        package init(
            record: RecordID, type: String, attribute: String = "", key: Bytes = [],
            former: Bytes? = nil, written: Bytes? = nil
        ) {
            self.record = record
            self.type = type
            self.attribute = attribute
            self.key = key
            self.former = former
            self.written = written
        }
    }

    /// One import in a list of those that can be taken back.
    package struct Line: Sendable {
        package let id: ChangeSetID
        /// Records that it made.
        package let made: Int
        /// Values that it wrote on others.
        package let changed: Int
    }

    package init(changeSets: [ChangeSetID], places: [Place]) {
        self.changeSets = changeSets
        self.places = places
    }

    /// A month of nightly imports.
    package static let keptMax = 32
}

extension StoreTransaction {
    package func keep(_ trace: ImportTrace) throws {
        guard let id = trace.changeSets.first else { return }
        for changeSet in trace.changeSets {
            try connection.run(
                "INSERT INTO import_part (import, change_set) VALUES (?, ?)",
                [.id(id), .id(changeSet)])
        }
        for place in trace.places {
            try connection.run(
                """
                INSERT INTO import_place (import, record, type, attribute, key, former, written)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .id(id), .id(place.record), .text(place.type), .text(place.attribute),
                    .blob(place.key), place.former.map { .blob($0) } ?? .null,
                    place.written.map { .blob($0) } ?? .null,
                ])
        }
        for old in try imports().dropFirst(ImportTrace.keptMax) { try forgetImport(old.id) }
    }

    /// The imports that can be taken back here, the newest first.
    package func imports() throws -> [ImportTrace.Line] {
        try connection.all(
            """
            SELECT import,
              (SELECT count(*) FROM import_place AS place
                WHERE place.import = part.import AND attribute = ''),
              (SELECT count(*) FROM import_place AS place
                WHERE place.import = part.import AND attribute NOT IN ('', 'imported'))
            FROM import_part AS part GROUP BY import ORDER BY max(ordinal) DESC
            """
        ) { row in
            ImportTrace.Line(id: try row.id(0), made: Int(row.int(1)), changed: Int(row.int(2)))
        }
    }

    /// What an import wrote here; of records that left this store nothing is known.
    package func importTrace(_ id: ChangeSetID) throws -> ImportTrace {
        let parts = try connection.all(
            "SELECT change_set FROM import_part WHERE import = ? ORDER BY ordinal", [.id(id)]
        ) { row -> ChangeSetID in try row.id(0) }
        let places = try connection.all(
            """
            SELECT record, type, attribute, key, former, written FROM import_place
            WHERE import = ? ORDER BY ordinal
            """, [.id(id)]
        ) { row in
            ImportTrace.Place(
                record: try row.id(0), type: row.text(1), attribute: row.text(2),
                key: row.blob(3), former: row.isNull(4) ? nil : row.blob(4),
                written: row.isNull(5) ? nil : row.blob(5))
        }
        return ImportTrace(changeSets: parts, places: places)
    }

    /// Lets go of what it takes to undo an import.
    package func forgetImport(_ id: ChangeSetID) throws {
        try connection.run("DELETE FROM import_part WHERE import = ?", [.id(id)])
        try connection.run("DELETE FROM import_place WHERE import = ?", [.id(id)])
    }

    /// Imports taken in here that wrote a change set whose id begins or ends with these hexadecimal
    /// digits.
    package func imports(named part: String) throws -> [ChangeSetID] {
        let digits = part.uppercased().filter { $0 != "-" }
        guard digits.count >= 4, digits.utf8.count <= 32, digits.allSatisfy(\.isHexDigit) else {
            return []
        }
        return try connection.all(
            """
            SELECT DISTINCT import FROM import_part
            WHERE substr(hex(change_set), -length(?1)) = ?1
              OR substr(hex(change_set), 1, length(?1)) = ?1
            LIMIT 3
            """, [.text(digits)]
        ) { row -> ChangeSetID in try row.id(0) }
    }
}
