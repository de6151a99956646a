import Merge

/// Brings a store's tables up to this release. Runs inside the opening transaction.
struct StoreMigration {
    private let connection: SQLConnection

    init(_ connection: SQLConnection) {
        self.connection = connection
    }

    func run(schema: Schema) throws {
        let found = Int(try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0)
        for (number, migration) in StoreTables.migrations.enumerated() where number >= found {
            for statement in migration { try connection.run(statement) }
        }
        if found < StoreTables.version {
            try connection.run("PRAGMA user_version = \(StoreTables.version)")
            try connection.run("PRAGMA application_id = \(StoreTables.applicationID)")
        }
        try refuseNewerSchema(schema)
        let tables = ReadableTables(schema: schema)
        if try tables.bringUp(connection) {
            try connection.run(
                """
                INSERT INTO meta (key, value) VALUES ('reproject', '1')
                ON CONFLICT (key) DO UPDATE SET value = '1'
                """)
        }
        connection.forgetStatements()
    }

    /// A store projected by a newer release is not opened by an older one.
    private func refuseNewerSchema(_ schema: Schema) throws {
        let sql = "SELECT value FROM meta WHERE key = 'schema'"
        let found = try connection.first(sql) { Int($0.text(0)) ?? 0 } ?? 0
        guard found <= schema.version else {
            throw StoreError.schemaTooNew(found: found, known: schema.version)
        }
        try connection.run(
            """
            INSERT INTO meta (key, value) VALUES ('schema', ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, [.text(String(schema.version))])
    }
}
