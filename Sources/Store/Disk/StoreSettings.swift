import Foundation
import GRDB
import GRDBSQLite

/// The settings the promises rest on: set after opening, read back, refused otherwise.
enum StoreSettings {
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.label = "store"
        return configuration
    }

    private static let settings: [(name: String, value: String, reads: String)] = [
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

    static func apply(to database: Database) throws {
        for setting in settings {
            try database.execute(sql: "PRAGMA \(setting.name) = \(setting.value)")
            let found = try String.fetchOne(database, sql: "PRAGMA \(setting.name)") ?? ""
            // Some settings read nothing where compiled out; what reads otherwise is refused.
            guard found == setting.reads || (setting.name == "mmap_size" && found.isEmpty) else {
                throw StoreError.unsafeSetting(name: setting.name, found: found)
            }
        }
        guard let handle = database.sqliteConnection else { return }
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 256 << 20)
        sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100_000)
    }

    static func translated(_ error: DatabaseError, file: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_FULL: .diskFull(file: file)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            .corrupt(file: file, detail: "SQLite answered \(error.resultCode.rawValue)")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM:
            .unwritable(file: file, detail: "SQLite answered \(error.extendedResultCode.rawValue)")
        default: .sqlite(code: error.extendedResultCode.rawValue, operation: "use the store")
        }
    }
}
