import Foundation
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
