import Foundation
import GRDB
import GRDBSQLite
import Sealing

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
        do {
            let queue = try StoreFile(source).queue(.reading)
            try copyKeys(to: target)
            let draft = StoreFile(
                draft: target.database, of: target, under: try target.ring())
            try queue.writeWithoutTransaction { database in
                try StoreSettings.apply(to: database, StoreSettings.unwritten)
                try StoreSettings.attaching(database) {
                    try database.execute(
                        sql: "VACUUM INTO ?", arguments: [draft.address(.all)])
                }
            }
            try queue.close()
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: target.database)
        }
    }

    /// A copy of what is sealed is sealed too, under the same keys.
    private func copyKeys(to target: StoreFolder) throws {
        guard source.isSealed else { return }
        try source.withKeys { keys throws(SealFault) in try keys.file.write(to: target.keys.path) }
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
