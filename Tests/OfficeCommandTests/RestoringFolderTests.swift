import Foundation
import Store
import Testing

@testable import OfficeCommand

/// What a restoration left behind that did not end is removed by the next one, and nothing else is.
final class RestoringFolderTests {
    private let folder = NSTemporaryDirectory() + "restoring-\(UUID().uuidString)"
    private let files = FileManager.default

    init() throws {
        try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { _ = Result { try files.removeItem(atPath: folder) } }

    private var names: [String] {
        get throws { try files.contentsOfDirectory(atPath: folder).sorted() }
    }

    /// A folder as a restoration by some process makes it.
    private func leave(by process: pid_t, marked: Bool) throws -> String {
        let name = "hub.restoring-\(process)-7"
        try files.createDirectory(
            atPath: folder + "/" + name, withIntermediateDirectories: false)
        if marked {
            let mark = folder + "/" + name + "/made-of-a-backup"
            try Data().write(to: URL(filePath: mark))
        }
        return name
    }

    /// The number of a process that is no more.
    private func ended() throws -> pid_t {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        return process.processIdentifier
    }

    @Test func `what a dead process left is removed`() throws {
        _ = try leave(by: ended(), marked: true)
        let draft = try RestoringFolder(for: folder + "/hub")
        #expect(try names.count == 1)
        draft.remove()
        #expect(try names.isEmpty)
    }

    @Test func `what is a living process's, or nobody's, stays`() throws {
        let living = try leave(by: getpid(), marked: true)
        let unmarked = try leave(by: ended(), marked: false)
        let other = "other.restoring-1-7"
        try files.createDirectory(
            atPath: folder + "/" + other, withIntermediateDirectories: false)
        let draft = try RestoringFolder(for: folder + "/hub")
        draft.remove()
        #expect(try names == [living, unmarked, other].sorted())
    }

    @Test func `it takes the place of nothing or of an empty folder`() throws {
        let draft = try RestoringFolder(for: folder + "/hub")
        try files.createDirectory(atPath: folder + "/hub", withIntermediateDirectories: false)
        try draft.move(to: .init(folder + "/hub"))
        #expect(try names == ["hub"])
        #expect(try files.contentsOfDirectory(atPath: folder + "/hub").isEmpty)
        try Data("kept".utf8).write(to: URL(filePath: folder + "/hub/letter"))
        let second = try RestoringFolder(for: folder + "/hub")
        #expect(throws: (any Error).self) { try second.move(to: .init(folder + "/hub")) }
        second.remove()
        #expect(try String(contentsOfFile: folder + "/hub/letter", encoding: .utf8) == "kept")
        #expect(try names == ["hub"])
    }
}
