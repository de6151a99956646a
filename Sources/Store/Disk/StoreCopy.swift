import Foundation
import GRDB
import GRDBSQLite

/// A copy of a store that another process owns and goes on writing: one consistent state of it.
package struct StoreCopy {
    /// A copy needs its own room, and the owner's log grows while it is read.
    private static let roomFactor: Int64 = 2

    private let source: StoreFolder

    package init(of source: StoreFolder) {
        self.source = source
    }

    /// Writes the copy into a new folder.
    ///
    /// It only reads: the owner's connection alone writes and checkpoints.
    ///
    /// - Throws: `StoreError` where there is no room for it, or what is there is no store.
    package func write(to target: StoreFolder) throws {
        guard source.holdsStore else { throw StoreError.missing(folder: source.path) }
        try target.prepare()
        guard try room(in: target) >= StoreCopy.roomFactor * size else {
            throw StoreError.diskFull(file: target.database)
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            let queue = try DatabaseQueue(path: source.database, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [target.database])
            }
            try queue.close()
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: target.database)
        }
    }

    private var size: Int64 {
        [source.database, source.database + "-wal"].reduce(0) { sum, file in
            var status = stat()
            return stat(file, &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }

    private func room(in folder: StoreFolder) throws -> Int64 {
        var status = statvfs()
        guard statvfs(folder.path, &status) == 0 else {
            throw StoreError.unwritable(file: folder.path, detail: "no word of its disk")
        }
        return Int64(clamping: status.f_bavail) * Int64(clamping: status.f_frsize)
    }
}
