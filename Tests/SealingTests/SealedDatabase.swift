import CRecordingDisk
import CSealedPages
import Foundation
import GRDBSQLite

@testable import Sealing

/// An SQLite connection to a database that is sealed, or in clear where there is no ring.
final class SealedDatabase {
    /// What SQLite answered.
    struct Fault: Error, Equatable {
        let code: Int32
    }

    private var handle: OpaquePointer?

    /// - Parameter disk: the VFS's name.
    init(
        _ path: String, _ ring: KeyRing?, on disk: String = "bridgework-sealed"
    ) throws {
        let address = ring.map { "file:\(path)?\($0.query(on: disk))" } ?? path
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI
        let code = sqlite3_open_v2(address, &handle, flags, nil)
        guard code == SQLITE_OK else {
            sqlite3_close(handle)
            handle = nil
            throw Fault(code: code)
        }
        if ring != nil { reserve() }
        for setting in ["temp_store = MEMORY", "synchronous = FULL", "cache_size = 20"] {
            try run("PRAGMA \(setting)")
        }
    }

    deinit { sqlite3_close(handle) }

    func reserve() {
        var count = KeyRing.reserved
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &count)
    }

    func run(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Fault(code: code) }
    }

    /// The first column of every row.
    func column(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        var code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK else { throw Fault(code: code) }
        defer { sqlite3_finalize(statement) }
        var found: [String] = []
        code = sqlite3_step(statement)
        while code == SQLITE_ROW {
            found.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
            code = sqlite3_step(statement)
        }
        guard code == SQLITE_DONE else { throw Fault(code: code) }
        return found
    }

    func close() {
        sqlite3_close(handle)
        handle = nil
    }

    /// Every row of every page, or what SQLite says of them.
    static func content(_ path: String, _ ring: KeyRing?) throws -> [String] {
        let database = try SealedDatabase(path, ring)
        let health = try database.column("PRAGMA integrity_check")
        guard health == ["ok"] else { return health }
        return try database.column("SELECT id || ' ' || word FROM t ORDER BY id")
    }
}

/// A folder of a test's own, with sealed databases in it.
final class SealedFolder {
    let path: String
    let ring: KeyRing

    init(_ keys: [DataKey] = [DataKey(number: 1)]) throws {
        path = NSTemporaryDirectory() + "sealed-pages-" + UUID().uuidString
        ring = try KeyRing(keys)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static let canary = "Zyxwvcanary"

    /// A database with a table and an index of some pages; its log is folded in unless it is kept.
    @discardableResult
    func make(_ name: String, rows: Int = 400, with ring: KeyRing? = nil) throws -> String {
        let file = path + "/" + name
        let database = try SealedDatabase(file, ring ?? self.ring)
        try database.run("PRAGMA journal_mode = WAL")
        try database.run("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT)")
        try database.run("CREATE INDEX words ON t (word)")
        try database.run(
            """
            WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < \(rows))
            INSERT INTO t SELECT x, '\(Self.canary) ' || (x * 7919 % 10007) FROM n
            """)
        try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        return file
    }

    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path + "/" + name))
    }

    func put(_ bytes: Data, _ name: String) throws {
        try bytes.write(to: URL(filePath: path + "/" + name))
    }

    /// A copy of a database that is damaged somehow, with the log that goes with it.
    func copy(_ bytes: Data, log: Data? = nil, as name: String) throws -> String {
        for suffix in ["-wal", "-shm", "-journal"] { unlink(path + "/" + name + suffix) }
        try put(bytes, name)
        if let log { try put(log, name + "-wal") }
        return path + "/" + name
    }
}
