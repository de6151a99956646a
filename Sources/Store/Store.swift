import Foundation
import GRDB
import GRDBSQLite
package import Merge
package import Sync

// One SQLite file, one process, one connection. Everything that belongs together changes in one
// transaction: the records' state, what people see of them, the history and the cursor. SQLite runs
// in WAL mode with synchronous=FULL, read back after opening: GRDB sets NORMAL behind one's back,
// and NORMAL loses acknowledged commits in a power cut.

/// A replica's or the hub's database, open for this process alone.
package final class Store: Sendable {
    package let folder: StoreFolder
    package let kind: StoreKind
    package let schema: Schema
    /// Whether the disk takes no writes; then everything that reads works, and nothing else.
    package let isReadOnly: Bool
    /// Ends whoever serves from this store when the disk fails under it.
    package let failStop: FailStop
    private let checks: RecordChecks
    // Released in this order: statements, connection, and last the lock.
    let inside: Inside
    let queue: DatabaseQueue

    /// What only the queue touches.
    final class Inside: @unchecked Sendable {  // touched on the serial `queue` alone
        var connection: SQLConnection?
        var names = NameTable()
        var lock: StoreLock?

        init(_ lock: StoreLock?) {
            self.lock = lock
        }
    }

    /// Opens the store in `folder`; for reading alone where its disk is full or takes no writes.
    ///
    /// - Throws: `StoreError`; nothing is changed when it throws.
    package convenience init(
        opening folder: StoreFolder, kind: StoreKind, schema: Schema, checks: RecordChecks = .none
    ) throws {
        try folder.requireStore()
        try folder.checkPrivacy()
        let isReadOnly = folder.takesNoWrites
        let lock = isReadOnly ? try StoreLock.ifPossible(folder) : try StoreLock(folder)
        // Whoever has the store answers anybody who reaches it; only then is its owner asked for.
        if !isReadOnly { try folder.checkOwner() }
        try self.init(folder, kind, schema, checks, isReadOnly: isReadOnly, lock: lock)
    }

    /// Makes a new store in `folder`, which must not hold one yet.
    package convenience init(
        creating folder: StoreFolder, kind: StoreKind, schema: Schema,
        checks: RecordChecks = .none, meta: [String: String]
    ) throws {
        try folder.prepare()
        let lock = try StoreLock(folder)
        guard !folder.holdsStore else { throw StoreError.alreadyExists(folder: folder.path) }
        try StoreFoundation(folder, kind: kind, schema: schema, meta: meta).lay()
        try self.init(folder, kind, schema, checks, isReadOnly: false, lock: lock)
    }

    private init(
        _ folder: StoreFolder, _ kind: StoreKind, _ schema: Schema, _ checks: RecordChecks,
        isReadOnly: Bool, lock: StoreLock?
    ) throws {
        self.folder = folder
        self.kind = kind
        self.schema = schema
        self.checks = checks
        self.isReadOnly = isReadOnly
        self.failStop = FailStop(folder)
        self.inside = Inside(lock)
        do {
            self.queue = try StoreFile(folder).queue(isReadOnly ? .untouched : .all)
            try queue.writeWithoutTransaction { database in
                try StoreSettings.apply(to: database, StoreSettings.unwritten)
                try check(database)
                if !isReadOnly { try StoreSettings.apply(to: database) }
            }
            try isReadOnly ? prepareReading() : prepare()
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: folder.database)
        }
    }

    private func check(_ database: Database) throws {
        guard let handle = database.sqliteConnection else { return }
        let migration = StoreMigration(SQLConnection(handle), file: folder.database)
        try migration.check(kind: kind, schema: schema)
    }

    /// What a release before wrote cannot be brought up to this one here.
    private func prepareReading() throws {
        try queue.writeWithoutTransaction { database in
            guard let handle = database.sqliteConnection else { return }
            let connection = SQLConnection(handle)
            let migration = StoreMigration(connection, file: folder.database)
            guard try migration.isCurrent(schema: schema) else {
                throw StoreError.readOnly(folder: folder.path)
            }
            inside.connection = connection
            inside.names = try migration.names()
        }
    }

    private func prepare() throws {
        try queue.inTransaction(.immediate) { database in
            guard let handle = database.sqliteConnection else { return .rollback }
            let connection = SQLConnection(handle)
            let migration = StoreMigration(connection, file: folder.database)
            try migration.run(schema: schema)
            inside.connection = connection
            inside.names = try migration.names()
            var transaction = try begin()
            inside.names = try transaction.whole { try drawAnew(&$0) }
            return .commit
        }
    }

    /// Rows that other rules derived, or none, are derived again.
    private func drawAnew(_ transaction: inout StoreTransaction) throws -> NameTable {
        let isAsDerived = try transaction.meta("checks") ?? "0" == String(checks.version)
        if try transaction.meta("reproject") == "1" || !isAsDerived {
            try transaction.reproject()
            try transaction.setMeta("checks", String(checks.version))
            transaction.names = try transaction.flush()
        }
        if try transaction.meta("redigest") == "1" {
            try transaction.rebuildDigests()
            try transaction.setMeta("redigest", "0")
        }
        if try transaction.meta("rechain") == "1" {
            try transaction.chainAnew()
            try transaction.setMeta("rechain", "0")
        }
        return transaction.names
    }

    /// Reads a consistent state.
    package func read<Answer>(_ body: (StoreTransaction) throws -> Answer) throws -> Answer {
        try translated {
            try queue.writeWithoutTransaction { _ in
                var transaction = try begin()
                return try transaction.whole { try body($0) }
            }
        }
    }

    /// Changes everything `body` says in one durable transaction, or nothing.
    package func write<Answer>(
        _ body: (inout StoreTransaction) throws -> Answer
    ) throws -> Answer {
        guard !isReadOnly else { throw StoreError.readOnly(folder: folder.path) }
        return try translated {
            try queue.writeWithoutTransaction { database in
                var isCommitted = false
                defer { if !isCommitted { inside.connection?.pending.empty() } }
                var answer: Answer?
                var names = inside.names
                var baseDigest: SetDigest?
                try database.inTransaction(.immediate) {
                    var transaction = try begin()
                    (answer, names) = try transaction.whole {
                        (try body(&$0), try $0.flush())
                    }
                    baseDigest = transaction.keptBaseDigest
                    return .commit
                }
                isCommitted = true
                inside.names = names
                inside.connection?.baseDigest = baseDigest
                guard let answer else {
                    throw StoreError.sqlite(code: 0, operation: "commit")
                }
                return answer
            }
        }
    }

    /// What `body` would answer, with nothing written: for a disk that takes no more.
    package func rehearse<Answer>(
        _ body: (inout StoreTransaction) throws -> Answer
    ) throws -> Answer {
        try translated {
            try queue.writeWithoutTransaction { database in
                defer { inside.connection?.pending.empty() }
                var answer: Answer?
                try database.inTransaction(.deferred) {
                    var transaction = try begin()
                    answer = try transaction.whole(body)
                    return .rollback
                }
                guard let answer else {
                    throw StoreError.sqlite(code: 0, operation: "roll back")
                }
                return answer
            }
        }
    }

    func begin() throws -> StoreTransaction {
        guard let connection = inside.connection else {
            throw StoreError.sqlite(code: 0, operation: "use a closed store")
        }
        return StoreTransaction(
            connection: connection, schema: schema, checks: checks, names: inside.names,
            isHub: kind == .hub)
    }

    /// A fault of the disk is the last thing a store does.
    func translated<Answer>(_ body: () throws -> Answer) throws -> Answer {
        if let fault = failStop.fault { throw fault }
        do { return try body() } catch let error as DatabaseError {
            throw stopped(
                by: StoreSettings.translated(error, system: systemError, file: folder.database))
        } catch let error as StoreError {
            throw stopped(by: error)
        }
    }

    /// What the operating system said when SQLite's last reading or writing failed.
    private var systemError: Int32 {
        queue.writeWithoutTransaction { sqlite3_system_errno($0.sqliteConnection) }
    }

    private func stopped(by error: StoreError) -> StoreError {
        if error.isFatal { failStop.trip(error) }
        return error
    }

    /// Closes without a word: for the way out of an error that matters more.
    package func closeQuietly() {
        do { try close() } catch { return }
    }

    /// Folds the write-ahead log into the file and closes it; on a full disk the log stays.
    package func close() throws {
        guard failStop.fault == nil else { return abandon() }
        var failure: StoreError?
        do {
            try translated {
                try queue.writeWithoutTransaction { database in
                    inside.connection?.forgetStatements()
                    inside.connection = nil
                    guard !isReadOnly else { return }
                    try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
            }
        } catch StoreError.diskFull {} catch let error as StoreError { failure = error }
        guard failStop.fault == nil else {
            abandon()
            throw failure ?? StoreError.missing(folder: folder.path)
        }
        try translated { try queue.close() }
        inside.lock = nil
        if let failure { throw failure }
    }

    /// Leaves the file as a killed process leaves it: closing would fold a log in that the disk may
    /// not have kept.
    private func abandon() {
        _ = Unmanaged.passRetained(queue)
    }
}
