import Foundation
import GRDB
import GRDBSQLite
import Sealing

/// The settings the promises rest on: set after opening, read back, refused otherwise.
enum StoreSettings {
    static func configuration(isReadOnly: Bool = false) -> Configuration {
        // GRDB's own WAL mode sets synchronous=NORMAL and writes to a file it has only opened.
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "store"
        configuration.readonly = isReadOnly
        return configuration
    }

    typealias Setting = (name: String, value: String, reads: String)

    static let all: [Setting] = [
        ("synchronous", "FULL", "2"),
        ("foreign_keys", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("mmap_size", "0", "0"),
        ("secure_delete", "ON", "1"),
        ("temp_store", "MEMORY", "2"),
        ("cache_size", "-64000", "-64000"),
        ("journal_mode", "WAL", "wal"),
    ]

    /// All that the file does not notice: for looking at it before it is known to be ours.
    static let unwritten = all.filter { $0.name != "journal_mode" }

    static func apply(to database: Database, _ settings: [Setting] = all) throws {
        for setting in settings {
            try database.execute(sql: "PRAGMA \(setting.name) = \(setting.value)")
            let found = try String.fetchOne(database, sql: "PRAGMA \(setting.name)") ?? ""
            // Some settings read nothing where compiled out; what reads otherwise is refused.
            guard found == setting.reads || (setting.name == "mmap_size" && found.isEmpty) else {
                throw StoreError.unsafeSetting(name: setting.name, found: found)
            }
        }
        for (number, name, value) in limits {
            sqlite3_limit(database.sqliteConnection, number, value)
            let found = sqlite3_limit(database.sqliteConnection, number, -1)
            guard found == value else {
                throw StoreError.unsafeSetting(name: name, found: String(found))
            }
        }
    }

    /// A page of a long pull is kept as one value, hence the length.
    private static let limits: [(number: Int32, name: String, value: Int32)] = [
        (SQLITE_LIMIT_ATTACHED, "attached databases", 0),
        (SQLITE_LIMIT_LENGTH, "length", 256 << 20),
        (SQLITE_LIMIT_SQL_LENGTH, "SQL length", 100_000),
        (SQLITE_LIMIT_COLUMN, "columns", 200),
    ]

    /// SQLite attaches the file it writes anew, which nothing else may.
    static func vacuum(_ database: Database) throws {
        try attaching(database) { try database.execute(sql: "VACUUM") }
    }

    static func attaching(_ database: Database, _ body: () throws -> Void) rethrows {
        sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_ATTACHED, 1)
        defer { sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_ATTACHED, 0) }
        try body()
    }

    /// Has SQLite leave the end of each page free for its seal, in a database that is new or is
    /// written anew.
    static func reserve(_ database: Database) throws {
        var count = KeyRing.reserved
        let code = sqlite3_file_control(
            database.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &count)
        guard code == SQLITE_OK else {
            throw StoreError.sqlite(code: code, operation: "make room for seals")
        }
    }

    static func translated(
        _ error: DatabaseError, system: Int32 = 0, file: String
    ) -> StoreError {
        StoreError(
            sqlite: error.extendedResultCode.rawValue, system: system, file: file,
            operation: "use the store")
    }
}
