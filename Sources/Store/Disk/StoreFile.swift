import Foundation
import GRDB
import GRDBSQLite
import Sealing

/// A store's database as SQLite is to open it: in clear, or under its folder's keys.
struct StoreFile {
    let folder: StoreFolder
    private let path: String
    private let ring: KeyRing?

    /// How much of it may be written.
    enum Access {
        case all
        case reading
        /// On a disk that takes nothing.
        case untouched
    }

    /// The database of a store that is there.
    ///
    /// - Throws: `StoreError.seal` where it is sealed and cannot be opened, or is not and should
    ///   be; `.corrupt`, `.foreign` or `.schemaTooNew` for a file that is none of ours.
    init(_ folder: StoreFolder) throws(StoreError) {
        try folder.finishSealing()
        self.folder = folder
        path = folder.database
        let header = try DatabaseHeader(folder.database)
        guard header.isSealed else {
            guard !folder.isSealed || !header.isThere else {
                throw .seal(folder: folder.path, .notSealed)
            }
            try header.check(tables: StoreTables.version)
            ring = nil
            return
        }
        guard let ring = try folder.ring() else { throw .seal(folder: folder.path, .noKeyFile) }
        guard ring.number(of: header.bytes) != nil else {
            throw .seal(folder: folder.path, .otherDatabase)
        }
        self.ring = ring
    }

    /// A new database of that folder, under another name and some keys, or none.
    init(draft path: String, of folder: StoreFolder, under ring: KeyRing?) {
        self.folder = folder
        self.path = path
        self.ring = ring
    }

    /// What SQLite is to open.
    func address(_ access: Access) -> String {
        var words: [String] = []
        switch access {
        case .all, .reading: break
        case .untouched: words.append(folder.hasLog ? "mode=ro" : "immutable=1")
        }
        if let ring { words.append(ring.query) }
        guard !words.isEmpty else { return path }
        let address = URL(fileURLWithPath: path).absoluteString
        return address.replacing("file://", with: "file:") + "?" + words.joined(separator: "&")
    }

    /// Opens it with settings that GRDB has to know of.
    func queue(_ access: Access) throws -> DatabaseQueue {
        var configuration = StoreSettings.configuration(isReadOnly: access != .all)
        let isSealed = ring != nil
        configuration.prepareDatabase { database in
            if isSealed { try StoreSettings.reserve(database) }
        }
        return try withExtendedLifetime(ring) {
            try DatabaseQueue(path: address(access), configuration: configuration)
        }
    }
}
