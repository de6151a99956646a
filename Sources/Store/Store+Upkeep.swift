import GRDB
import GRDBSQLite
package import Merge

// What is looked at and put in order without changing what the store says.

extension Store {
    /// Runs SQLite's own checks and reads every stored state; an empty answer is health.
    package func integrityProblems() throws -> [String] {
        let problems = try translated {
            try queue.writeWithoutTransaction { database in
                var problems = try String.fetchAll(database, sql: "PRAGMA integrity_check")
                    .filter { $0 != "ok" }
                let keys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
                if !keys.isEmpty { problems.append("\(keys.count) broken foreign keys") }
                problems += try begin().damage()
                return problems
            }
        }
        // Somebody has looked since the disk failed, and all of it is there.
        if problems.isEmpty { FailureMark(folder).remove() }
        return problems
    }

    /// What SQLite finds wrong in the file's structure, in so many lines at most: about as long as
    /// it takes to read the file once.
    package func structuralProblems() throws -> [String] {
        try translated {
            try queue.writeWithoutTransaction { database in
                do {
                    return try String.fetchAll(
                        database, sql: "PRAGMA quick_check(\(Store.structuralProblemsMax))"
                    )
                    .filter { $0 != "ok" }
                } catch let error as DatabaseError
                    where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
                {
                    return ["SQLite answered \(error.extendedResultCode.rawValue)"]
                }
            }
        }
    }

    private static let structuralProblemsMax = 20

    /// Builds every index anew from its table.
    ///
    /// - Returns: the tables that had an index whose pages could not be read.
    @discardableResult
    package func rebuildIndexes() throws -> [String] {
        guard !isReadOnly else { throw StoreError.readOnly(folder: folder.path) }
        return try translated {
            try queue.writeWithoutTransaction { database in
                inside.connection?.forgetStatements()
                return try IndexRepair(database).run()
            }
        }
    }

    /// Forgets what is damaged of an office's base, and draws the readable rows anew.
    package func forgetDamagedRecords(
        at now: Timestamp
    ) throws -> (forgotten: [RecordID], redrawn: Int) {
        try write { try $0.forgetDamaged(at: now) }
    }

    /// Folds the write-ahead log into the file.
    package func checkpoint() throws {
        try translated {
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }

    /// Writes the file anew without what was deleted, and folds the log into it.
    ///
    /// `secure_delete` zeroes what is freed, but a page that was rebuilt may keep copies of cells
    /// that moved away. This costs as much as the store is large, and leaves nothing.
    package func scrub() throws {
        try translated {
            try queue.writeWithoutTransaction { database in
                inside.connection?.forgetStatements()
                inside.connection?.pending.empty()
                try StoreSettings.vacuum(database)
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }
}
