import Foundation
import GRDB
import Merge
import Sealing
import Testing

@testable import Store

/// A sealed store does all that one in clear does, and shows nobody anything.
struct SealedStoreTests {
    private static let canary = "Zyxwvcanary"

    private func sealed(_ scratch: ScratchFolder, rows: Int = 30) throws -> Office {
        let office = try Office(in: scratch, isSealed: true)
        for number in 0..<rows {
            try office.write(
                Sample.write(Sample.id(number), "label", .text("\(Self.canary) \(number)")))
        }
        return office
    }

    private func labels(_ folder: StoreFolder) throws -> Int {
        let store = try Store(opening: folder, kind: .replica, schema: Sample.schema)
        #expect(try store.integrityProblems() == [])
        let count = try store.read { try $0.count(of: Sample.thing) }
        try store.close()
        return count
    }

    @Test func `no byte of a sealed store tells of a record`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch)
        let documents = DocumentFolder(office.folder)
        let text = Array("\(Self.canary) letter".utf8)[...]
        let digest = try documents.keep(text)
        #expect(try scratch.files(of: office.folder, holding: Self.canary) == [])
        #expect(try documents.bytes(of: digest) == text)
        try office.reopen()
        #expect(try scratch.files(of: office.folder, holding: Self.canary) == [])
        #expect(try office.row(Sample.id(7))?["label"] == "\(Self.canary) 7")
        try office.store.close()
        // The same in clear is found, in the log and in a document.
        let plain = try Office(2, in: scratch)
        try plain.write(Sample.write(Sample.id(1), "label", .text(Self.canary)))
        _ = try DocumentFolder(plain.folder).keep(text)
        #expect(try scratch.files(of: plain.folder, holding: Self.canary).count == 2)
    }

    @Test func `a snapshot and a copy read what is sealed`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch)
        let snapshot = StoreSnapshot(of: office.folder, kind: .replica, schema: Sample.schema)
        #expect(try snapshot.read { try $0.count(of: Sample.thing) } == 30)
        let copy = StoreFolder(scratch.path + "/copy")
        try StoreCopy(of: office.folder).write(to: copy)
        #expect(try labels(copy) == 30)
        #expect(try scratch.files(of: copy, holding: Self.canary) == [])
    }

    @Test func `what a release would bring up is told of a sealed store`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch)
        try office.store.close()
        let release = try StoreRelease(of: office.folder, kind: .replica, schema: Sample.schema)
        #expect(release.isCurrent)
    }

    @Test func `a damaged page is an error, and what was not sent is salvaged`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch, rows: 200)
        try office.store.close()
        let path = office.folder.database
        let whole = try Data(contentsOf: URL(filePath: path))
        let pages = whole.count / 4_096
        #expect(pages > 20)
        var salvaged = 0
        var refused = 0
        for page in 1..<pages {
            var bytes = whole
            bytes[page * 4_096 + 777] ^= 4
            try bytes.write(to: URL(filePath: path))
            do {
                #expect(try labels(office.folder) == 200, "page \(page)")
            } catch let error as StoreError {
                guard case .corrupt(path, _) = error else {
                    Issue.record("page \(page): \(error)")
                    continue
                }
                refused += 1
            }
            // The list of tables fits the first page or a few more.
            if let work = try? DamagedStore(office.folder).unsentWork() {
                #expect(work.damaged == 0)
                salvaged = max(salvaged, work.changeSets.count)
            }
        }
        #expect(refused > pages / 2)
        #expect(salvaged == 200)
    }

    @Test func `an index whose pages cannot be opened is made anew`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch, rows: 200)
        let root = try office.store.queue.read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'change_set_overlay'")
        }
        try office.store.close()
        let path = office.folder.database
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[(try #require(root) - 1) * 4_096 + 99] ^= 4
        try bytes.write(to: URL(filePath: path))
        let store = try Store(opening: office.folder, kind: .replica, schema: Sample.schema)
        #expect(try store.rebuildIndexes() == ["change_set"])
        #expect(try store.integrityProblems() == [])
        try store.close()
        #expect(try labels(office.folder) == 200)
    }

    @Test func `a store whose keys are gone, others or another's is not opened`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch)
        try office.store.close()
        let other = try Office(2, in: scratch, isSealed: true)
        try other.store.close()
        let folder = office.folder
        let keys = try Data(contentsOf: URL(filePath: folder.keys.path))
        func refusal() -> StoreError? {
            do {
                _ = try labels(folder)
                return nil
            } catch { return error as? StoreError }
        }
        unlink(folder.keys.path)
        #expect(refusal() == .seal(folder: folder.path, .noKeyFile))
        try other.folder.keys.file.write(to: folder.keys.path)
        #expect(refusal() == .seal(folder: folder.path, .otherDatabase))
        unlink(folder.keys.path)
        try keys.write(to: URL(filePath: folder.keys.path))
        let source = try folder.keys.file.source
        guard case .file(let path) = source else { return }
        let key = try Data(contentsOf: URL(filePath: path))
        try Data("\(String(repeating: "00", count: 32))\n".utf8).write(to: URL(filePath: path))
        touch(folder.keys.path)
        #expect(refusal() == .seal(folder: folder.path, .wrongKey(source: source.words)))
        unlink(path)
        #expect(refusal() == .seal(folder: folder.path, .sourceMissing(file: path)))
        try key.write(to: URL(filePath: path))
        chmod(path, 0o600)
        #expect(try labels(folder) == 30)
    }

    /// Has it be read again.
    private func touch(_ path: String) { utimes(path, nil) }

    @Test func `a database in clear in place of a sealed one is refused`() throws {
        let scratch = try ScratchFolder()
        let office = try sealed(scratch)
        try office.store.close()
        let plain = try Office(2, in: scratch)
        try plain.store.close()
        unlink(office.folder.database)
        try FileManager.default.copyItem(
            atPath: plain.folder.database, toPath: office.folder.database)
        #expect(throws: StoreError.seal(folder: office.folder.path, .notSealed)) {
            try labels(office.folder)
        }
    }

    @Test(.enabled(if: DiskFullTests.canMount, "this user may not mount a small file system"))
    func `a sealed store on a disk mounted for reading is read`() throws {
        let scratch = try ScratchFolder()
        let disk = scratch.path + "/disk"
        mkdir(disk, 0o700)
        try #require(mount("tmpfs", disk, "tmpfs", 0, "size=8m,mode=700") == 0)
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let folder = StoreFolder(disk + "/store")
        try scratch.seal(folder)
        try Store(creating: folder, kind: .replica, schema: Sample.schema, meta: ["k": "v"]).close()
        let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
        try #require(mount("tmpfs", disk, "tmpfs", flags, "size=8m") == 0)
        let store = try Store(opening: folder, kind: .replica, schema: Sample.schema)
        #expect(store.isReadOnly)
        #expect(try store.read { try $0.meta("k") } == "v")
        try store.close()
    }
}
