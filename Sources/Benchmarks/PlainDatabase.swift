import Foundation
import GRDBSQLite
import Merge

/// The yardstick: the same rows in plain SQLite through its C API, under the store's own pragmas.
final class PlainDatabase {
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    private let handle: OpaquePointer
    private var statements: [Int: OpaquePointer] = [:]
    let path: String

    init(_ path: String) throws(BenchmarkError) {
        var handle: OpaquePointer?
        guard sqlite3_open(path, &handle) == SQLITE_OK, let handle else {
            throw .sqlite("open \(path)")
        }
        self.handle = handle
        self.path = path
        for setting in [
            "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
            "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0",
            "secure_delete = ON", "temp_store = MEMORY", "cache_size = -64000",
        ] { try run("PRAGMA " + setting) }
        let columns = (0..<CoverageWorkload.fieldCount).map {
            "\(CoverageWorkload.column($0)) \((16..<20).contains($0) ? "INTEGER" : "TEXT")"
        }
        try run(
            "CREATE TABLE IF NOT EXISTS coverage (id TEXT PRIMARY KEY, "
                + columns.joined(separator: ", ") + ")")
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(handle)
    }

    func run(_ sql: String) throws(BenchmarkError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw .sqlite(sql) }
    }

    /// Reads every column of every row as text.
    ///
    /// - Returns: how many rows there are.
    func rows(_ sql: String) throws(BenchmarkError) -> Int {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
            throw .sqlite(sql)
        }
        defer { sqlite3_finalize(statement) }
        let columns = sqlite3_column_count(statement)
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<columns).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
        return rows.count
    }

    func transaction(_ body: () throws -> Void) throws {
        try run("BEGIN IMMEDIATE")
        try body()
        try run("COMMIT")
    }

    func insert(_ row: WorkloadRow) throws(BenchmarkError) {
        let statement = try prepared(0) {
            "INSERT INTO coverage VALUES (?"
                + String(repeating: ", ?", count: CoverageWorkload.fieldCount) + ")"
        }
        bind(statement, 1, row.idText)
        for (index, value) in row.plain.enumerated() { bind(statement, Int32(index + 2), value) }
        try step(statement)
    }

    /// All three fields in one statement.
    func update(_ edit: WorkloadEdit) throws(BenchmarkError) {
        let statement = try prepared(edit.shape) {
            let columns = edit.columns.map { CoverageWorkload.column($0) + " = ?" }
            return "UPDATE coverage SET \(columns.joined(separator: ", ")) WHERE id = ?"
        }
        for (index, value) in edit.plain.enumerated() { bind(statement, Int32(index + 1), value) }
        bind(statement, Int32(edit.columns.count + 1), edit.idText)
        try step(statement)
    }

    /// One statement per field, as a peer that merges fields applies them.
    func updateByField(_ edit: WorkloadEdit) throws(BenchmarkError) {
        for (index, value) in edit.plain.enumerated() {
            let column = edit.columns[index]
            let statement = try prepared(32 + column) {
                "UPDATE coverage SET \(CoverageWorkload.column(column)) = ? WHERE id = ?"
            }
            bind(statement, 1, value)
            bind(statement, 2, edit.idText)
            try step(statement)
        }
    }

    private func prepared(
        _ number: Int, _ sql: () -> String
    ) throws(BenchmarkError) -> OpaquePointer {
        if let statement = statements[number] { return statement }
        var found: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql(), -1, &found, nil)
        guard code == SQLITE_OK, let found else { throw .sqlite(sql()) }
        statements[number] = found
        return found
    }

    private func bind(_ statement: OpaquePointer, _ place: Int32, _ value: Scalar) {
        switch value {
        case .int(let int): sqlite3_bind_int64(statement, place, int)
        case .text(let text): bind(statement, place, text)
        case .null, .flag, .blob: sqlite3_bind_null(statement, place)
        }
    }

    private func bind(_ statement: OpaquePointer, _ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) { chars in
                sqlite3_bind_text(
                    statement, place, chars.baseAddress, Int32(chars.count),
                    PlainDatabase.transient)
            }
        }
    }

    private func step(_ statement: OpaquePointer) throws(BenchmarkError) {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw .sqlite("step: \(code)") }
    }
}
