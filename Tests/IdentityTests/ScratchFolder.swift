import Foundation

@testable import Identity

/// A temporary place with one key folder in it, gone when the test is.
final class ScratchFolder {
    let path: String
    let keys: KeyFolder

    init() throws {
        let parent = FileManager.default.temporaryDirectory
        let url = parent.appending(path: "identity-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path()
        keys = KeyFolder(path + "/keys")
        try keys.create()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        return file
    }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }
}
