import Foundation
import Sealing
import Store

/// A folder of a test's own that goes away with it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "store-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var store: StoreFolder { StoreFolder(path + "/store") }

    /// Where keys lie, away from stores.
    var keys: [String: String] { ["BRIDGEWORK_KEYS": path + "/keys"] }

    /// Has a store that is made in the folder be sealed under a key in a file.
    func seal(_ folder: StoreFolder) throws {
        try folder.prepare()
        _ = try folder.withKeys { keys throws(SealFault) in
            try keys.make(.file(path: nil), environment: self.keys)
        }
    }

    /// The store's files that hold this text.
    func files(of folder: StoreFolder, holding text: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.filter { name in
            let data = FileManager.default.contents(atPath: folder.path + "/" + name)
            return data?.range(of: Data(text.utf8)) != nil
        }
    }

    /// Every file of the store with its bytes, without the lock and SQLite's shared memory.
    func bytes(of folder: StoreFolder) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            guard name != "lock", !name.hasSuffix("-shm") else { continue }
            let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
            if !data.isEmpty { files[name] = data }
        }
        return files
    }
}
