import Foundation
import GRDB
import GRDBSQLite
import Merge

/// A statement of somebody's own that reads a store.
///
/// It sees a snapshot through a connection that writes nothing, attaches nothing, and is told by
/// SQLite of each thing that the statement would do before it does any. What the store keeps for
/// itself, its secrets among it, is not shown.
package struct StoreQuery {
    /// How long it may run.
    package static let secondsMax = 60
    /// What is longer is a report, and asked for in parts.
    package static let rowsMax = 100_000

    private let folder: StoreFolder

    package init(of folder: StoreFolder) {
        self.folder = folder
    }

    /// What came of it: texts as they are, bytes as hexadecimal digits, `nil` for nothing.
    package struct Answer: Equatable, Sendable {
        package var columns: [String] = []
        package var rows: [[String?]] = []
    }

    /// Runs one statement that only reads, within its bounds.
    ///
    /// - Throws: `QueryFault` for what is not one statement that reads, and `StoreError`.
    package func run(_ sql: String) throws -> Answer {
        try folder.requireStore()
        try folder.checkPrivacy()
        let queue = try StoreFile(folder).queue(folder.takesNoWrites ? .untouched : .reading)
        let answer = try queue.writeWithoutTransaction { database in
            try StoreSettings.apply(to: database, StoreSettings.unwritten)
            guard let handle = database.sqliteConnection else { return Answer() }
            return try QueryRun(handle).answer(sql)
        }
        try queue.close()
        return answer
    }
}

/// Why somebody's own statement was not run to its end.
package enum QueryFault: Error, Equatable, Sendable {
    /// SQLite's words on what was typed.
    case notUnderstood(String)
    case notAllowed
    case severalStatements
    case tooLong
    case tooManyRows
}

extension QueryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notUnderstood(let words): "that is not understood: \(words)"
        case .notAllowed:
            "only statements that read are run, and not on what the store keeps for itself: "
                + "begin with SELECT or WITH, name no table `meta`, and attach nothing"
        case .severalStatements: "one statement at a time, please"
        case .tooLong: "that took more than \(StoreQuery.secondsMax) s: ask for less"
        case .tooManyRows: "that has more than \(StoreQuery.rowsMax) rows: add a LIMIT"
        }
    }
}

/// One run on a connection of its own.
private struct QueryRun {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    func answer(_ sql: String) throws -> StoreQuery.Answer {
        var end = time(nil) + StoreQuery.secondsMax
        return try withUnsafeMutablePointer(to: &end) { end in
            sqlite3_set_authorizer(handle, Self.judge, nil)
            sqlite3_progress_handler(handle, 10_000, Self.isOver, end)
            defer {
                sqlite3_progress_handler(handle, 0, nil, nil)
                sqlite3_set_authorizer(handle, nil, nil)
            }
            return try read(sql)
        }
    }

    /// Reading and reckoning is all that a statement may do.
    private static let judge:
        @convention(c) (
            UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
            UnsafePointer<CChar>?, UnsafePointer<CChar>?
        ) -> Int32 = { _, deed, name, detail, _, _ in
            let first = name.map { String(cString: $0) } ?? ""
            let second = detail.map { String(cString: $0) } ?? ""
            switch deed {
            case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
            case SQLITE_READ: return first.lowercased() == "meta" ? SQLITE_DENY : SQLITE_OK
            case SQLITE_FUNCTION:
                return second.lowercased() == "load_extension" ? SQLITE_DENY : SQLITE_OK
            default: return SQLITE_DENY
            }
        }

    private static let isOver: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { end in
        guard let end = end?.assumingMemoryBound(to: Int.self) else { return 1 }
        return time(nil) > end.pointee ? 1 : 0
    }

    private func read(_ sql: String) throws -> StoreQuery.Answer {
        var statement: OpaquePointer?
        let isAlone = try sql.withCString { text in
            var rest: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(handle, text, -1, &statement, &rest)
            guard code == SQLITE_OK else { throw fault(code) }
            let more = rest.map { String(cString: $0) } ?? ""
            return more.allSatisfy { $0.isWhitespace || $0 == ";" }
        }
        defer { sqlite3_finalize(statement) }
        guard isAlone else { throw QueryFault.severalStatements }
        guard let statement, sqlite3_stmt_readonly(statement) != 0 else {
            throw QueryFault.notAllowed
        }
        var answer = StoreQuery.Answer()
        let width = sqlite3_column_count(statement)
        answer.columns = (0..<width).map { column in
            sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
        }
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW {
            guard answer.rows.count < StoreQuery.rowsMax else { throw QueryFault.tooManyRows }
            answer.rows.append((0..<width).map { QueryRun.text(statement, $0) })
            code = sqlite3_step(statement)
        }
        guard code == SQLITE_DONE else { throw fault(code) }
        return answer
    }

    private func fault(_ code: Int32) -> any Error {
        switch code & 0xFF {
        case SQLITE_ERROR: QueryFault.notUnderstood(String(cString: sqlite3_errmsg(handle)))
        case SQLITE_AUTH: QueryFault.notAllowed
        case SQLITE_INTERRUPT: QueryFault.tooLong
        default: StoreError(sqlite: code, file: "the store", operation: "run a statement")
        }
    }

    private static func text(_ statement: OpaquePointer, _ column: Int32) -> String? {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return nil
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column), count: count)
            return Array(bytes).hexadecimal
        default:
            return sqlite3_column_text(statement, column).map { String(cString: $0) }
        }
    }
}
