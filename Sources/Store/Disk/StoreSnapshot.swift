import GRDB
import GRDBSQLite
package import Merge
import Sync

/// One state of a store that goes on being written, read through a connection of its own: by the
/// process that owns the store, or beside it.
///
/// The log cannot be folded into the file past that state meanwhile, so the disk holds all that is
/// written in that time once more.
package struct StoreSnapshot {
    private let folder: StoreFolder
    private let kind: StoreKind
    private let schema: Schema

    package init(of folder: StoreFolder, kind: StoreKind, schema: Schema) {
        self.folder = folder
        self.kind = kind
        self.schema = schema
    }

    /// Reads it; what `body` tries to write fails.
    ///
    /// - Throws: `StoreError` where there is no such store, or one that another release wrote.
    package func read<Answer>(_ body: (StoreTransaction) throws -> Answer) throws -> Answer {
        guard folder.holdsStore else { throw StoreError.missing(folder: folder.path) }
        try folder.checkPrivacy()
        do {
            let queue = try StoreFile(folder).queue(folder.takesNoWrites ? .untouched : .reading)
            let answer = try queue.writeWithoutTransaction { database in
                try StoreSettings.apply(to: database, StoreSettings.unwritten)
                var answer: Answer?
                try database.inTransaction(.deferred) {
                    answer = try read(in: database, body)
                    return .rollback
                }
                return answer
            }
            try queue.close()
            guard let answer else {
                throw StoreError.sqlite(code: 0, operation: "read a snapshot")
            }
            return answer
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: folder.database)
        }
    }

    private func read<Answer>(
        in database: Database, _ body: (StoreTransaction) throws -> Answer
    ) throws -> Answer {
        guard let handle = database.sqliteConnection else {
            throw StoreError.missing(folder: folder.path)
        }
        let connection = SQLConnection(handle)
        defer { connection.forgetStatements() }
        let migration = StoreMigration(connection, file: folder.database)
        try migration.check(kind: kind, schema: schema)
        guard try migration.isCurrent(schema: schema) else {
            throw StoreError.readOnly(folder: folder.path)
        }
        var transaction = StoreTransaction(
            connection: connection, schema: schema, checks: .none, names: try migration.names(),
            isHub: kind == .hub)
        return try transaction.whole { try body($0) }
    }
}
