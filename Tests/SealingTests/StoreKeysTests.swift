import Foundation
import Testing

@testable import Sealing

final class StoreKeysTests {
    private let folder: String
    private let environment: [String: String]

    init() throws {
        folder = NSTemporaryDirectory() + "sealing-tests-" + UUID().uuidString
        environment = ["BRIDGEWORK_KEYS": folder + "/keys"]
        try FileManager.default.createDirectory(
            atPath: folder + "/store", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private var keys: StoreKeys { StoreKeys(in: folder + "/store") }

    @Test func `a key file is made outside, for its owner alone`() throws {
        let file = try keys.make(.file(path: nil), environment: environment)
        let path = folder + "/keys/\(file.store).key"
        #expect(file.source == .file(path: path))
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try keys.ring().latest == 1)
    }

    @Test func `a key beside what it opens is refused`() {
        let inside = folder + "/store/key"
        #expect(throws: SealFault.sourceInside(file: inside)) {
            try keys.make(.file(path: inside), environment: environment)
        }
    }

    @Test func `a key file that is gone, open or not one is told apart`() throws {
        let path = folder + "/a.key"
        try keys.make(.file(path: path), environment: environment)
        #expect(chmod(path, 0o640) == 0)
        #expect(throws: SealFault.sourceOpen(file: path)) { try keys.ring() }
        #expect(chmod(path, 0o600) == 0)
        try Data("hunter2\n".utf8).write(to: URL(filePath: path))
        #expect(throws: SealFault.sourceUnusable(file: path)) { try keys.ring() }
        unlink(path)
        #expect(throws: SealFault.sourceMissing(file: path)) { try keys.ring() }
    }

    @Test func `another key does not open it`() throws {
        let path = folder + "/a.key"
        try keys.make(.file(path: path), environment: environment)
        let other = String(repeating: "0b", count: 32)
        try Data("\(other)\n".utf8).write(to: URL(filePath: path))
        #expect(throws: SealFault.wrongKey(source: "the key file \(path)")) { try keys.ring() }
    }

    @Test func `a new data key stands beside the old one until that is forgotten`() throws {
        try keys.make(.file(path: nil), environment: environment)
        try keys.addKey()
        #expect(try keys.file.numbers == [1, 2])
        #expect(try keys.ring().latest == 2)
        try keys.forgetOldKeys()
        #expect(try keys.file.numbers == [2])
        #expect(try keys.ring().latest == 2)
    }

    @Test func `a changed source opens the same keys`() throws {
        try keys.make(.file(path: nil), environment: environment)
        let sealed = try keys.ring().seal([1, 2, 3], named: "a")
        let line = String(repeating: "0c", count: 32)
        try keys.change(to: .command("echo \(line)"), environment: environment)
        #expect(try keys.ring().open(sealed, named: "a") == [1, 2, 3])
        #expect(try keys.file.source.mode == .command)
    }
}
