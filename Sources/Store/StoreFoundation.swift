import Foundation
import GRDB
import Merge

/// A store in the making.
///
/// It gets its name only when it is whole, so that a crash leaves none or one. Where the folder has
/// keys already, it is sealed under them.
struct StoreFoundation {
    private let folder: StoreFolder
    private let kind: StoreKind
    private let schema: Schema
    private let meta: [String: String]
    private var draft: String { folder.database + ".new" }

    init(_ folder: StoreFolder, kind: StoreKind, schema: Schema, meta: [String: String]) {
        self.folder = folder
        self.kind = kind
        self.schema = schema
        self.meta = meta
    }

    /// Writes the file and gives it its name.
    ///
    /// - Throws: `StoreError`; the folder then holds no store.
    func lay() throws {
        for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) }
        do {
            try write()
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: folder.database)
        }
        guard rename(draft, folder.database) == 0 else {
            throw StoreError.unwritable(
                file: folder.database, detail: String(cString: strerror(errno)))
        }
        try folder.sync()
    }

    private func write() throws {
        let queue = try StoreFile(draft: draft, of: folder, under: folder.ring()).queue(.all)
        try queue.writeWithoutTransaction { try StoreSettings.apply(to: $0) }
        try queue.inTransaction(.immediate) { database in
            guard let handle = database.sqliteConnection else { return .rollback }
            let connection = SQLConnection(handle)
            try StoreMigration(connection, file: draft).run(schema: schema)
            var entries = meta
            entries["kind"] = kind.rawValue
            entries["reproject"] = "0"
            for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
                try connection.run(
                    """
                    INSERT INTO meta (key, value) VALUES (?, ?)
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value
                    """, [.text(key), .text(value)])
            }
            return .commit
        }
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }
}
