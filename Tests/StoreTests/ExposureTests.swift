import Foundation
import Store
import Testing

/// What of a store others than its owner can reach.
struct ExposureTests {
    @Test func `a private store has nothing exposed, and each open bit is named`() throws {
        let folder = StoreFolder(NSTemporaryDirectory() + "exposure-" + UUID().uuidString)
        try folder.prepare()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let key = folder.identity + "/replica.key"
        let files = FileManager.default
        try files.createDirectory(
            atPath: folder.identity, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        _ = files.createFile(atPath: key, contents: nil, attributes: [.posixPermissions: 0o600])
        #expect(folder.exposed == [])
        for (path, mode, wanted) in [
            (key, 0o640, 0o600), (folder.identity, 0o711, 0o700), (folder.path, 0o701, 0o700),
        ] {
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(
                folder.exposed
                    == [ExposedPath(path: path, mode: UInt32(mode), wanted: UInt32(wanted))])
            try files.setAttributes([.posixPermissions: wanted], ofItemAtPath: path)
        }
    }
}
