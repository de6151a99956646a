import Merge

/// Brings a store's tables up to this release.
///
/// Runs inside the opening transaction.
struct StoreMigration {
    private let connection: SQLConnection
    private let file: String

    init(_ connection: SQLConnection, file: String) {
        self.connection = connection
        self.file = file
    }

    /// Looks before anything is touched.
    ///
    /// The file's header, which was looked at first, may be older than the write-ahead log that a
    /// killed process left.
    func check(kind: StoreKind, schema: Schema) throws {
        let version = try number("PRAGMA user_version")
        guard version <= StoreTables.version else {
            throw StoreError.schemaTooNew(found: version, known: StoreTables.version)
        }
        let hasMeta = try connection.first(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'"
        ) { _ in true }
        guard version > 0, hasMeta == true else {
            throw StoreError.corrupt(file: file, detail: "its tables are missing")
        }
        let found = try meta("kind")
        guard found == kind.rawValue else {
            throw StoreError.wrongKind(expected: kind, found: found ?? "stranger")
        }
        let written = try noted("schema")
        guard written <= schema.version else {
            throw StoreError.schemaTooNew(found: written, known: schema.version)
        }
    }

    func run(schema: Schema) throws {
        let found = try number("PRAGMA user_version")
        for migration in StoreTables.migrations.dropFirst(found) {
            for statement in migration { try connection.run(statement) }
        }
        if found < StoreTables.version {
            try connection.run("PRAGMA user_version = \(StoreTables.version)")
            try connection.run("PRAGMA application_id = \(StoreTables.applicationID)")
        }
        if try meta("schema") != String(schema.version) {
            try setMeta("schema", String(schema.version))
        }
        if try ReadableTables(schema: schema).bringUp(connection) {
            try setMeta("reproject", "1")
        }
        connection.forgetStatements()
    }

    /// What a store has, beside what this release would give it; nothing is changed.
    func release(schema: Schema, checks: Int) throws -> StoreRelease {
        StoreRelease(
            tables: .init(found: try number("PRAGMA user_version"), known: StoreTables.version),
            schema: .init(found: try noted("schema"), known: schema.version),
            rules: .init(found: try noted("checks"), known: checks))
    }

    /// Whether there is nothing to bring up.
    func isCurrent(schema: Schema) throws -> Bool {
        try number("PRAGMA user_version") == StoreTables.version
            && meta("schema") == String(schema.version)
    }

    /// The store's attribute names, in the order of their numbers.
    func names() throws -> NameTable {
        var names = NameTable()
        try connection.each("SELECT number, name FROM name ORDER BY number") { row in
            guard row.int(0) == Int64(names.number(of: row.text(1))) else {
                throw StoreError.damagedMeta(key: "name")
            }
        }
        names.putInOrder()
        return names
    }

    private func number(_ sql: String) throws -> Int {
        Int(try connection.first(sql) { $0.int(0) } ?? 0)
    }

    /// What a store wrote down of itself; 0 where it never did.
    private func noted(_ key: String) throws -> Int {
        guard let text = try meta(key) else { return 0 }
        guard let version = Int(text) else { throw StoreError.damagedMeta(key: key) }
        return version
    }

    private func meta(_ key: String) throws -> String? {
        try connection.first("SELECT value FROM meta WHERE key = ?", [.text(key)]) { $0.text(0) }
    }

    private func setMeta(_ key: String, _ value: String) throws {
        try connection.run(
            """
            INSERT INTO meta (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, [.text(key), .text(value)])
    }
}
