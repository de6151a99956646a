import Foundation
import Testing

@testable import Identity

struct KeyFolderTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private var keys: KeyFolder { scratch.keys }
    private var keyPath: String { keys.path(of: .replicaKey) }

    private func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.posixPermissions] as? Int
    }

    private func fault(_ body: () throws -> Void) -> IdentityError.FileFault? {
        do {
            try body()
        } catch IdentityError.file(_, let fault) {
            return fault
        } catch {
            Issue.record(error)
        }
        return nil
    }

    private func readFault() -> IdentityError.FileFault? {
        fault { _ = try keys.read(.replicaKey) }
    }

    @Test func `a file reads back as it was written, for its owner only`() throws {
        try keys.write("key\n", as: .replicaKey)
        #expect(try keys.read(.replicaKey) == "key\n")
        #expect(try mode(keys.path) == 0o700)
        #expect(try mode(keyPath) == 0o600)
        #expect(try keys.contains(.replicaKey))
        #expect(try !keys.contains(.authorityKey))
    }

    @Test func `a second write replaces the first and leaves no draft`() throws {
        try keys.write("long old text", as: .replicaKey)
        try keys.write("new", as: .replicaKey)
        #expect(try keys.read(.replicaKey) == "new")
        let names = try FileManager.default.contentsOfDirectory(atPath: keys.path)
        #expect(names == ["replica.key"])
    }

    @Test func `a draft that a crash left is no obstacle`() throws {
        let draft = keyPath + ".new"
        try #require(symlink("/etc/hostname", draft) == 0)
        try keys.write("key", as: .replicaKey)
        #expect(try keys.read(.replicaKey) == "key")
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o660, 0o601, 0o644, 0o777])
    func `a key that others can reach is refused`(found: UInt32) throws {
        try keys.write("key", as: .replicaKey)
        chmod(keyPath, found)
        #expect(readFault() == .open(mode: found, wanted: 0o600))
    }

    @Test(arguments: [0o750, 0o705, 0o701, 0o710, 0o755, 0o1777])
    func `a folder that others can reach is neither read nor written`(found: UInt32) throws {
        try keys.write("key", as: .replicaKey)
        chmod(keys.path, found)
        let expected = IdentityError.FileFault.open(mode: found, wanted: 0o700)
        #expect(readFault() == expected)
        #expect(fault { try keys.write("other", as: .replicaKey) } == expected)
        #expect(fault { try keys.create() } == expected)
        #expect(fault { _ = try keys.contains(.replicaKey) } == expected)
        chmod(keys.path, 0o700)
        #expect(try keys.read(.replicaKey) == "key")
    }

    @Test func `the error names the command that repairs it`() throws {
        try keys.write("key", as: .replicaKey)
        chmod(keyPath, 0o640)
        let error = #expect(throws: IdentityError.self) { try keys.read(.replicaKey) }
        #expect(error?.description.hasSuffix("Run: chmod 0600 '\(keyPath)'") == true)
        #expect(error?.remedy == .repairFiles)
    }

    @Test func `a link in place of a key is refused`() throws {
        let real = try scratch.write("key", to: "elsewhere")
        chmod(real, 0o600)
        try #require(symlink(real, keyPath) == 0)
        #expect(readFault() == .symbolicLink)
    }

    @Test func `writing replaces a link and not what it points to`() throws {
        let real = try scratch.write("precious", to: "elsewhere")
        try #require(symlink(real, keyPath) == 0)
        try keys.write("key", as: .replicaKey)
        #expect(try keys.read(.replicaKey) == "key")
        #expect(try String(contentsOfFile: real, encoding: .utf8) == "precious")
    }

    @Test(arguments: ["/link", "/link/", "/link//"])
    func `a link in place of the folder is refused`(name: String) throws {
        try keys.write("key", as: .replicaKey)
        try #require(symlink(keys.path, scratch.path + "/link") == 0)
        let linked = KeyFolder(scratch.path + name)
        #expect(fault { _ = try linked.read(.replicaKey) } == .symbolicLink)
        #expect(fault { try linked.create() } == .symbolicLink)
    }

    @Test func `a key with a second name is refused`() throws {
        try keys.write("key", as: .replicaKey)
        try #require(link(keyPath, scratch.path + "/copy") == 0)
        #expect(readFault() == .hardLinks(2))
    }

    @Test(.enabled(if: geteuid() == 0))
    func `another user's key or folder is refused`() throws {
        try keys.write("key", as: .replicaKey)
        chown(keyPath, 1, 1)
        #expect(readFault() == .foreignOwner(1))
        chown(keyPath, 0, 0)
        chown(keys.path, 1, 1)
        #expect(readFault() == .foreignOwner(1))
    }

    @Test func `a folder or a pipe in place of a key is refused`() throws {
        try #require(mkdir(keyPath, 0o700) == 0)
        #expect(readFault() == .wrongKind)
        try #require(rmdir(keyPath) == 0 && mkfifo(keyPath, 0o600) == 0)
        #expect(readFault() == .wrongKind)
    }

    @Test func `a folder in place of a key or its draft is not written over`() throws {
        try #require(mkdir(keyPath, 0o700) == 0)
        #expect(fault { try keys.write("key", as: .replicaKey) } == .system(.rename, code: EISDIR))
        try #require(rmdir(keyPath) == 0)
        try #require(unlink(keyPath + ".new") == 0 && mkdir(keyPath + ".new", 0o700) == 0)
        #expect(fault { try keys.write("key", as: .replicaKey) } == .system(.create, code: EISDIR))
    }

    @Test func `a file in place of the folder is refused`() throws {
        let file = KeyFolder(try scratch.write("", to: "file"))
        #expect(fault { try file.create() } == .wrongKind)
    }

    @Test func `what is missing is said to be missing`() {
        #expect(readFault() == .missing)
        let nowhere = KeyFolder(scratch.path + "/no/where")
        #expect(fault { try nowhere.create() } == .missing)
        #expect(fault { _ = try nowhere.read(.replicaKey) } == .missing)
    }

    @Test func `a file has at most sixty-four kibibytes of text`() throws {
        let most = String(repeating: "k", count: 65_536)
        try keys.write(most, as: .replicaKey)
        #expect(try keys.read(.replicaKey) == most)
        try keys.write(most + "k", as: .replicaKey)
        guard case .tooLarge = readFault() else {
            Issue.record("a large file was read")
            return
        }
        try Data([0xFF, 0xFE]).write(to: URL(filePath: keyPath))
        #expect(readFault() == .notText)
    }

    @Test func `a folder that exists and is private stays`() throws {
        try keys.write("key", as: .replicaKey)
        try keys.create()
        #expect(try keys.read(.replicaKey) == "key")
    }

    @Test(.enabled(if: geteuid() != 0))
    func `a write that the system refuses leaves the old file`() throws {
        try keys.write("old", as: .replicaKey)
        chmod(keys.path, 0o500)
        defer { chmod(keys.path, 0o700) }
        #expect(fault { try keys.write("new", as: .replicaKey) } != nil)
        #expect(try keys.read(.replicaKey) == "old")
    }
}
