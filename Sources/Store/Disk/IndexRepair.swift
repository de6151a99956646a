import GRDB
import GRDBSQLite
import Sealing

// SQLite builds an index anew by walking the old one, to free its pages: where these cannot be
// read, it refuses. Then the table is copied, row by row and past its indexes, under another name;
// the old one is struck out of the schema with its indexes, pages unread; the copy takes its name,
// and the indexes are made for it. The pages that nobody owns any more go as the file is written
// anew.

/// Builds a database's indexes anew from its tables, also where pages of the old ones are damaged.
struct IndexRepair {
    private let database: Database
    private static let copy = "rebuilt_copy"

    init(_ database: Database) {
        self.database = database
    }

    /// - Returns: the tables that had an index whose pages could not be read.
    func run() throws -> [String] {
        let indexes = try Row.fetchAll(
            database,
            sql: "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY rowid")
        var damaged: [String] = []
        for index in indexes {
            let name: String = index[0]
            let table: String = index[1]
            // The key of a table without row numbers is the table itself.
            guard !damaged.contains(table) else { continue }
            do { try database.execute(sql: "REINDEX \(name.quotedDatabaseIdentifier)") } catch {
                guard let fault = error as? DatabaseError, fault.resultCode == .SQLITE_CORRUPT
                else { throw error }
                damaged.append(table)
            }
        }
        guard !damaged.isEmpty else { return [] }
        for table in damaged { try rebuild(table) }
        try writeAnew()
        return damaged
    }

    /// The pages that nobody owns any more go.
    ///
    /// SQLite reads a page before it writes over it. One that is sealed and cannot be opened may
    /// read as nothing then, if it is nobody's: once all that is somebody's was found whole.
    private func writeAnew() throws {
        let found = try String.fetchAll(
            database, sql: "PRAGMA integrity_check(\(IndexRepair.linesMax))")
        let lines = found.flatMap { $0.split(separator: "\n") }
        let isWhole = lines.allSatisfy { line in
            line == "ok" || line.hasPrefix("***") || line.hasSuffix("never used")
        }
        func forgive(_ on: Int32) {
            var on = on
            // A database in clear does not know the word, and does not need it.
            sqlite3_file_control(
                database.sqliteConnection, "main", KeyRing.forgiveControl, &on)
        }
        if isWhole, lines.count < IndexRepair.linesMax { forgive(1) }
        defer { forgive(0) }
        try StoreSettings.vacuum(database)
    }

    private static let linesMax = 1_000_000

    private func rebuild(_ table: String) throws {
        try database.execute(sql: "PRAGMA writable_schema = ON")
        defer { try? database.execute(sql: "PRAGMA writable_schema = RESET") }
        try database.inTransaction(.immediate) {
            let own = table.quotedDatabaseIdentifier
            let made = try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
                arguments: [table])
            let indexes = try String.fetchAll(
                database,
                sql: """
                    SELECT sql FROM sqlite_schema
                    WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY rowid
                    """, arguments: [table])
            guard let made, let columns = made.firstIndex(of: "(") else { return .rollback }
            try database.execute(
                sql: "CREATE TABLE \(IndexRepair.copy) \(made[columns...])")
            try database.execute(
                sql: "INSERT INTO \(IndexRepair.copy) SELECT * FROM \(own) NOT INDEXED WHERE true")
            try database.execute(
                sql: "DELETE FROM sqlite_schema WHERE tbl_name = ?", arguments: [table])
            try database.execute(sql: "PRAGMA writable_schema = RESET")
            try database.execute(sql: "ALTER TABLE \(IndexRepair.copy) RENAME TO \(own)")
            for index in indexes { try database.execute(sql: index) }
            return .commit
        }
    }
}
