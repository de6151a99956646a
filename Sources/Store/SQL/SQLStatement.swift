import GRDBSQLite
import Merge

/// A prepared statement on the store's one connection, used again and again.
///
/// GRDB's own statements cost 2.9 times the C API on bulk inserts; apply and import live on these.
final class SQLStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// Room for what each parameter has of ids and days: SQLite reads it here, copying nothing.
    private let room: UnsafeMutableBufferPointer<UInt8>
    private static let roomEach = 36

    init(_ sql: String, on connection: OpaquePointer) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw SQLStatement.error(code, "prepare a statement", connection)
        }
        self.handle = handle
        self.connection = connection
        let count = Int(sqlite3_bind_parameter_count(handle))
        self.room = .allocate(capacity: SQLStatement.roomEach * count)
    }

    /// The room of one parameter.
    private func room(_ index: Int32, _ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
        let first = SQLStatement.roomEach * (Int(index) - 1)
        return UnsafeMutableBufferPointer(rebasing: room[first..<first + count])
    }

    deinit {
        room.deallocate()
        sqlite3_finalize(handle)
    }

    func bind(_ index: Int32, _ value: SQLValue) {
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .int(let int): sqlite3_bind_int64(handle, index, int)
        case .text(let text): bind(index, text)
        case .blob(let blob): bind(index, blob)
        }
    }

    func bind(_ index: Int32, _ int: Int64) {
        sqlite3_bind_int64(handle, index, int)
    }

    func bind(_ index: Int32, id: some SixteenByteID) {
        let own = room(index, 16)
        withUnsafeBytes(of: id.bits.bigEndian) { _ = own.update(fromContentsOf: $0) }
        sqlite3_bind_blob(handle, index, own.baseAddress, 16, nil)
    }

    /// Lends bytes to the statement, which must be stepped and cleared before they are gone.
    func lend(_ index: Int32, bytes run: UnsafeRawBufferPointer.SubSequence) {
        let bytes = UnsafeRawBufferPointer(rebasing: run)
        _ =
            bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, index, 0)
            : sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
    }

    /// Lends text to the statement, as above.
    func lend(_ index: Int32, ascii run: UnsafeRawBufferPointer.SubSequence) {
        guard !run.isEmpty else { return bind(index, "") }
        let bytes = UnsafeRawBufferPointer(rebasing: run)
        sqlite3_bind_text(
            handle, index, bytes.assumingMemoryBound(to: CChar.self).baseAddress,
            Int32(bytes.count), nil)
    }

    /// Binds an id as the usual UUID text.
    func bind(_ index: Int32, uuid id: RecordID) {
        let own = room(index, 36)
        id.write(to: own)
        lend(index, ascii: UnsafeRawBufferPointer(own)[...])
    }

    /// Binds a day as `YYYY-MM-DD`.
    ///
    /// - Returns: `false` for a year that does not have four digits.
    func bind(_ index: Int32, day: Day) -> Bool {
        guard day.isValid else { return false }
        let own = room(index, 10)
        day.write(to: own)
        lend(index, ascii: UnsafeRawBufferPointer(own)[...])
        return true
    }

    func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) { chars in
                sqlite3_bind_text(
                    handle, index, chars.baseAddress, Int32(chars.count), SQLStatement.transient)
            }
        }
    }

    func bind(_ index: Int32, _ blob: Bytes) {
        blob.withUnsafeBytes { bytes in
            _ =
                bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, index, 0)
                : sqlite3_bind_blob(
                    handle, index, bytes.baseAddress, Int32(bytes.count), SQLStatement.transient)
        }
    }

    /// Advances to the next row; `false` at the end.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            sqlite3_reset(handle)
            throw SQLStatement.error(code, "write or read a row", connection)
        }
    }

    /// Runs to the end what answers no rows, and makes it ready for the next.
    func run() throws(StoreError) {
        defer { sqlite3_reset(handle) }
        _ = try step()
    }

    /// How many rows the last statement on a connection has changed.
    static func changes(on connection: OpaquePointer) -> Int32 {
        sqlite3_changes(connection)
    }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Ready to be bound and stepped again; what was bound stays.
    func rewind() {
        sqlite3_reset(handle)
    }

    func clear() {
        sqlite3_clear_bindings(handle)
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// What stands in a column, whatever it is.
    func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .int(int(column))
        case SQLITE_TEXT: .text(text(column))
        default: .blob(blob(column))
        }
    }

    func int(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    func position(_ column: Int32) -> UInt64 {
        UInt64(clamping: sqlite3_column_int64(handle, column))
    }

    func text(_ column: Int32) -> String {
        guard let chars = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: chars, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> Bytes {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))[...]
    }

    func id<ID: SixteenByteID>(_ column: Int32) throws(StoreError) -> ID {
        guard let bytes = sqlite3_column_blob(handle, column),
            sqlite3_column_bytes(handle, column) == 16
        else { throw .damagedMeta(key: "id") }
        return ID(bits: UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self)))
    }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    static func error(
        _ code: Int32, _ operation: String, _ connection: OpaquePointer
    ) -> StoreError {
        let file = sqlite3_db_filename(connection, "main").map { String(cString: $0) } ?? ""
        let extended = sqlite3_extended_errcode(connection)
        let isSame = extended & 0xFF == code & 0xFF
        return StoreError(
            sqlite: isSame ? extended : code, system: sqlite3_system_errno(connection), file: file,
            operation: operation)
    }
}
