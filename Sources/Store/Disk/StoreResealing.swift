import Foundation
import GRDB
import GRDBSQLite
package import Sealing

// A database is sealed, or sealed anew, as a copy beside it that takes its name once it is whole
// and holds as many rows: SQLite writes the copy page by page, and nothing of the old file is
// touched before. Killed at any point there is one whole database under the name, and doing it
// again goes on from there. Documents follow one by one, each as a whole file.

/// Seals a store that was in clear, or one under a new data key.
///
/// It holds the store's lock: nobody else has the store open.
package struct StoreResealing {
    private let folder: StoreFolder
    private let lock: StoreLock

    /// How much was sealed anew, and from what to what.
    package struct Outcome: Equatable, Sendable {
        package var rows = 0
        package var documents = 0
    }

    /// - Throws: `StoreError.inUse`, `.missing`, `.otherOwner` and others of opening.
    package init(_ folder: StoreFolder) throws(StoreError) {
        try folder.requireStore()
        try folder.checkPrivacy()
        lock = try StoreLock(folder)
        try folder.checkOwner()
        try folder.finishSealing()
        self.folder = folder
    }

    /// Seals a store that is in clear; one whose sealing was cut short goes on.
    ///
    /// - Throws: `StoreError.seal` with `.isSealed` where all of it is sealed.
    package func convert(
        _ request: KeyRequest, environment: [String: String]
    ) throws -> Outcome {
        var outcome = Outcome()
        if folder.isSealed {
            guard let ring = try folder.ring() else { return outcome }
            outcome.documents = try DocumentFolder(folder).reseal(under: ring)
            guard outcome.documents > 0 else {
                throw StoreError.seal(folder: folder.path, .isSealed)
            }
            return outcome
        }
        let keys = folder.keysInTheMaking
        unlink(keys.path)
        do { try keys.make(request, environment: environment) } catch {
            throw StoreError.seal(folder: folder.path, error)
        }
        guard let ring = try folder.ring(of: keys) else { return outcome }
        outcome.rows = try replaceDatabase(under: ring)
        try folder.finishSealing()
        outcome.documents = try DocumentFolder(folder).reseal(under: ring)
        return outcome
    }

    /// Seals all of a store under a new data key, and forgets the old ones.
    ///
    /// One that was cut short is finished, with the key that it had begun with.
    package func rotate() throws -> Outcome {
        guard folder.isSealed else {
            throw StoreError.seal(folder: folder.path, .isNotSealed)
        }
        let isUnderWay = try folder.withKeys { keys throws(SealFault) in
            try keys.file.numbers.count > 1
        }
        if !isUnderWay { try folder.withKeys { keys throws(SealFault) in try keys.addKey() } }
        guard let ring = try folder.ring() else { return Outcome() }
        var outcome = Outcome()
        let header = try DatabaseHeader(folder.database)
        if ring.number(of: header.bytes) != ring.latest {
            outcome.rows = try replaceDatabase(under: ring)
        }
        outcome.documents = try DocumentFolder(folder).reseal(under: ring)
        try folder.withKeys { keys throws(SealFault) in try keys.forgetOldKeys() }
        return outcome
    }

    /// - Returns: how many rows the tables hold.
    private func replaceDatabase(under ring: KeyRing) throws -> Int {
        guard let free = folder.freeBytes, free > folder.byteCount * 2 else {
            throw StoreError.diskFull(file: folder.database)
        }
        let draft = folder.database + ".sealing"
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
        do {
            let counts = try copy(to: draft, under: ring)
            let copied = try StoreFile(draft: draft, of: folder, under: ring).counts()
            guard counts == copied else { throw StoreError.seal(folder: folder.path, .counts) }
            try place(draft)
            return counts.values.reduce(0, +)
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: folder.database)
        }
    }

    /// Folds the log into the old file, and copies that.
    private func copy(to draft: String, under ring: KeyRing) throws -> [String: Int] {
        let target = StoreFile(draft: draft, of: folder, under: ring).address(.all)
        let queue = try StoreFile(folder).queue(.all)
        let counts = try queue.writeWithoutTransaction { database in
            try StoreSettings.apply(to: database, StoreSettings.unwritten)
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            try StoreSettings.reserve(database)
            try StoreSettings.attaching(database) {
                try database.execute(sql: "VACUUM INTO ?", arguments: [target])
            }
            return try StoreFile.counts(database)
        }
        try queue.close()
        // Whoever reads a snapshot in another process keeps the log, and would meet the new file.
        guard !folder.hasLog else { throw StoreError.inUse(folder: folder.path) }
        return counts
    }

    /// Gives the copy the database's name, durably.
    private func place(_ draft: String) throws {
        let file = open(draft, O_RDONLY | O_CLOEXEC)
        guard file >= 0, fsync(file) == 0 else {
            throw StoreError.unwritable(file: draft, detail: String(cString: strerror(errno)))
        }
        close(file)
        guard rename(draft, folder.database) == 0 else {
            throw StoreError.unwritable(
                file: folder.database, detail: String(cString: strerror(errno)))
        }
        try folder.sync()
    }
}

extension StoreFile {
    /// How many rows each table holds, after SQLite has looked at every page.
    func counts() throws -> [String: Int] {
        let queue = try queue(.all)
        let counts = try queue.writeWithoutTransaction { database in
            try StoreSettings.apply(to: database)
            let problems = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
            guard problems == ["ok"] else {
                throw StoreError.corrupt(file: folder.database, detail: "its copy is not whole")
            }
            let counts = try StoreFile.counts(database)
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            return counts
        }
        try queue.close()
        return counts
    }

    static func counts(_ database: Database) throws -> [String: Int] {
        let tables = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return try tables.reduce(into: [:]) { counts, table in
            counts[table] = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(table.quotedDatabaseIdentifier)")
        }
    }
}

extension StoreFolder {
    /// Gives the keys their name where a store's sealing came as far as its database: that is the
    /// step that counts.
    func finishSealing() throws(StoreError) {
        let made = keysInTheMaking
        guard made.exist, !isSealed else { return }
        guard try DatabaseHeader(database).isSealed else { return }
        guard rename(made.path, keys.path) == 0 else {
            throw .unwritable(file: keys.path, detail: String(cString: strerror(errno)))
        }
        try sync()
    }

    /// Makes what was renamed in the folder durable.
    func sync() throws(StoreError) {
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0, fsync(directory) == 0 else {
            throw .unwritable(file: path, detail: String(cString: strerror(errno)))
        }
        close(directory)
    }
}
