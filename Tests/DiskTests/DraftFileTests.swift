import Disk
import Foundation
import Testing

/// A file appears whole, for its owner, or not at all.
final class DraftFileTests {
    private let folder = NSTemporaryDirectory() + "draft-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
    }

    deinit { _ = Result { try FileManager.default.removeItem(atPath: folder) } }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }

    private func write(_ text: String, replacing: Bool) throws {
        var draft = try DraftFile(of: folder + "/letter", suffix: ".part")
        try draft.write(Array(text.utf8))
        #expect(try names.contains("letter.part"))
        try draft.place(replacing: replacing)
    }

    @Test func `a file gets its name when it is whole`() throws {
        try write("one", replacing: false)
        #expect(try names == ["letter"])
        let rights = try FileManager.default.attributesOfItem(atPath: folder + "/letter")
        #expect(rights[.posixPermissions] as? Int == 0o600)
    }

    @Test func `another file gives way only to whoever says so`() throws {
        try write("one", replacing: false)
        #expect(throws: DraftFault.taken) { try write("two", replacing: false) }
        #expect(try String(contentsOfFile: folder + "/letter", encoding: .utf8) == "one")
        #expect(try names == ["letter"])
        try write("three", replacing: true)
        #expect(try String(contentsOfFile: folder + "/letter", encoding: .utf8) == "three")
        #expect(try names == ["letter"])
    }

    @Test func `what gets no name leaves nothing`() throws {
        do {
            var draft = try DraftFile(of: folder + "/letter", suffix: ".part")
            try draft.write([1, 2, 3])
        }
        #expect(try names.isEmpty)
        #expect(throws: DraftFault.system(code: ENOENT)) {
            _ = try DraftFile(of: folder + "/none/letter", suffix: ".part")
        }
    }

    @Test func `a draft that a dead process left gives way, a link is not followed`() throws {
        try Data("half".utf8).write(to: URL(filePath: folder + "/letter.part"))
        try write("one", replacing: false)
        let other = folder + "/other"
        try Data("kept".utf8).write(to: URL(filePath: other))
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/letter.part", withDestinationPath: other)
        try write("two", replacing: true)
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "kept")
        #expect(try names == ["letter", "other"])
    }

    @Test func `a disk that is full says so`() {
        // The device that has no room for anything.
        let full = OpenFile(open("/dev/full", O_WRONLY))
        let (isOpen, bytes) = (full.isOpen, [1] as [UInt8])
        let isWritten = full.append(bytes.span.bytes)
        #expect(isOpen && !isWritten && errno == ENOSPC)
    }
}
