import Foundation
import Merge
import Testing

@testable import Store

struct OpeningTests {
    /// A closed store with something in it.
    private func closedStore(_ scratch: ScratchFolder) throws -> StoreFolder {
        let office = try Office(in: scratch)
        for number in 0..<40 {
            try office.write(Sample.write(Sample.id(number), "label", .text("label \(number)")))
        }
        try office.store.close()
        return office.folder
    }

    /// Opens, expects the error, and expects every byte to be what it was.
    private func expectRefusal(
        _ folder: StoreFolder, _ scratch: ScratchFolder, kind: StoreKind = .replica,
        schema: Schema = Sample.schema, _ isExpected: (StoreError) -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try scratch.bytes(of: folder)
        var found: (any Error)?
        do { _ = try Store(opening: folder, kind: kind, schema: schema) } catch { found = error }
        let error = found as? StoreError
        #expect(
            error.map(isExpected) == true, "\(String(describing: found))",
            sourceLocation: sourceLocation)
        #expect(try scratch.bytes(of: folder) == before, sourceLocation: sourceLocation)
    }

    private func isCorrupt(_ error: StoreError) -> Bool {
        if case .corrupt = error { true } else { false }
    }

    @Test func `a folder without a store says so`() throws {
        let scratch = try ScratchFolder()
        let folder = StoreFolder(scratch.path)
        #expect(throws: StoreError.missing(folder: folder.path)) {
            try Store(opening: folder, kind: .replica, schema: Sample.schema)
        }
    }

    @Test func `a store is not made twice`() throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        #expect(throws: StoreError.alreadyExists(folder: folder.path)) {
            try Store(creating: folder, kind: .replica, schema: Sample.schema, meta: [:])
        }
    }

    @Test func `a store half made by a killed process is made anew`() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.store
        try folder.prepare()
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder.database + ".new"))
        let store = try Store(
            creating: folder, kind: .hub, schema: Sample.schema, meta: ["group": "g"])
        #expect(try store.read { try $0.meta("group") } == "g")
        #expect(!FileManager.default.fileExists(atPath: folder.database + ".new"))
    }

    @Test func `a new store carries its mark in the file itself`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        // Nothing was folded in since: a killed process leaves exactly this header.
        let header = try #require(FileHandle(forReadingAtPath: office.folder.database))
            .readData(ofLength: 100)
        #expect(Array(header[68..<72]) == Array("BRDG".utf8))
    }

    @Test func `another program's database is refused`() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.store
        try folder.prepare()
        _ = try Office.sql("CREATE TABLE t (a)", in: folder.database)
        try expectRefusal(folder, scratch) { $0 == .foreign(file: folder.database) }
    }

    @Test func `a database with our mark and not our tables is refused`() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.store
        try folder.prepare()
        _ = try Office.sql("PRAGMA application_id = 1112687687", in: folder.database)
        _ = try Office.sql("CREATE TABLE t (a)", in: folder.database)
        try expectRefusal(folder, scratch, isCorrupt)
    }

    @Test(arguments: ["", "id,name\n1,a\n", String(repeating: "x", count: 5_000)])
    func `a file that is no database is refused`(text: String) throws {
        let scratch = try ScratchFolder()
        let folder = scratch.store
        try folder.prepare()
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.database))
        try expectRefusal(folder, scratch, isCorrupt)
    }

    @Test func `a file cut off at any page is refused or reported`() throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let pages = whole.count / 4_096
        #expect(pages > 10)
        for count in 0..<pages {
            let cut = StoreFolder(scratch.path + "/cut-\(count)")
            try cut.prepare()
            try whole.prefix(count * 4_096).write(to: URL(fileURLWithPath: cut.database))
            try expectRefusal(cut, scratch, isCorrupt)
        }
    }

    @Test func `a store of newer tables is refused`() throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        _ = try Office.sql("PRAGMA user_version = 99", in: folder.database)
        let expected = StoreError.schemaTooNew(found: 99, known: StoreTables.version)
        try expectRefusal(folder, scratch) { $0 == expected }
    }

    @Test func `a store projected by a newer release is refused`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch, schema: Sample.newerSchema)
        try office.store.close()
        try expectRefusal(office.folder, scratch) { $0 == .schemaTooNew(found: 2, known: 1) }
    }

    @Test func `an office's store is no hub's`() throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        try expectRefusal(folder, scratch, kind: .hub, schema: Sample.newerSchema) {
            $0 == .wrongKind(expected: .hub, found: "replica")
        }
    }

    @Test func `opening and closing changes nothing`() throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        let before = try scratch.bytes(of: folder)
        try Store(opening: folder, kind: .replica, schema: Sample.schema).close()
        #expect(try scratch.bytes(of: folder) == before)
    }

    @Test func `a linked database is refused`() throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        let files = FileManager.default
        let elsewhere = scratch.path + "/elsewhere.sqlite"
        #expect(link(folder.database, elsewhere) == 0)
        try expectRefusal(folder, scratch, isCorrupt)
        try files.removeItem(atPath: folder.database)
        try files.createSymbolicLink(
            atPath: folder.database, withDestinationPath: elsewhere)
        try expectRefusal(folder, scratch, isCorrupt)
    }

    @Test(arguments: [0o750, 0o701, 0o770])
    func `a folder that others may enter is refused`(mode: Int) throws {
        let scratch = try ScratchFolder()
        let folder = try closedStore(scratch)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: folder.path)
        try expectRefusal(folder, scratch) { $0 == .unsafePermissions(path: folder.path) }
    }

    @Test func `every error says what to do next`() {
        let errors: [StoreError] = [
            .inUse(folder: "f"), .missing(folder: "f"), .foreign(file: "f"),
            .diskFull(file: "f"), .schemaTooNew(found: 2, known: 1),
        ]
        for error in errors { #expect(error.description.contains(":"), "\(error)") }
        #expect(StoreError.inUse(folder: "f").remedy == .retry)
        #expect(StoreError.schemaTooNew(found: 2, known: 1).remedy == .upgrade)
    }
}
