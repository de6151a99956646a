import Foundation
import Merge
import Sealing
import Testing

@testable import Store

/// A store is sealed, and sealed anew, whatever comes in between.
@Suite(.serialized)
struct ResealingTests {
    private static let canary = "Zyxwvcanary"
    private static let rows = 120
    private static let kills = 20

    private func filled(_ scratch: ScratchFolder, isSealed: Bool) throws -> StoreFolder {
        let office = try Office(in: scratch, isSealed: isSealed)
        for number in 0..<Self.rows {
            try office.write(
                Sample.write(Sample.id(number), "label", .text("\(Self.canary) \(number)")))
        }
        for number in 0..<5 {
            _ = try DocumentFolder(office.folder).keep(
                Array("\(Self.canary) letter \(number)".utf8)[...])
        }
        try office.store.close()
        return office.folder
    }

    private func expectAll(_ folder: StoreFolder) throws {
        let store = try Store(opening: folder, kind: .replica, schema: Sample.schema)
        #expect(try store.integrityProblems() == [])
        #expect(try store.read { try $0.count(of: Sample.thing) } == Self.rows)
        #expect(try store.read { try $0.pendingCount } == UInt64(Self.rows))
        try store.close()
        let documents = DocumentFolder(folder)
        for name in try documents.names() {
            let bytes = try #require(try documents.bytes(of: name))
            #expect(bytes.starts(with: Self.canary.utf8))
        }
        #expect(try documents.names().count == 5)
    }

    @Test func `a store in clear is sealed, with what it holds`() throws {
        let scratch = try ScratchFolder()
        let folder = try filled(scratch, isSealed: false)
        #expect(try scratch.files(of: folder, holding: Self.canary) != [])
        let outcome = try StoreResealing(folder).convert(
            .file(path: nil), environment: scratch.keys)
        #expect(outcome.documents == 5)
        #expect(outcome.rows > Self.rows)
        try expectAll(folder)
        #expect(try scratch.files(of: folder, holding: Self.canary) == [])
        #expect(throws: StoreError.seal(folder: folder.path, .isSealed)) {
            try StoreResealing(folder).convert(.file(path: nil), environment: scratch.keys)
        }
    }

    @Test func `all of it is sealed under a new key, and the old one opens nothing`() throws {
        let scratch = try ScratchFolder()
        let folder = try filled(scratch, isSealed: true)
        let before = try Data(contentsOf: URL(filePath: folder.keys.path))
        let outcome = try StoreResealing(folder).rotate()
        #expect(outcome.documents == 5)
        try expectAll(folder)
        #expect(try folder.keys.file.numbers == [2])
        try before.write(to: URL(filePath: folder.keys.path))
        #expect(throws: StoreError.seal(folder: folder.path, .otherDatabase)) {
            try Store(opening: folder, kind: .replica, schema: Sample.schema)
        }
    }

    @Test func `what others have open is left alone`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch, isSealed: true)
        #expect(throws: StoreError.self) { try StoreResealing(office.folder).rotate() }
        try office.store.close()
    }

    @Test func `sealing that is killed at any point leaves all of it`() async throws {
        let scratch = try ScratchFolder()
        let template = try filled(scratch, isSealed: false)
        for round in 0..<Self.kills {
            let folder = StoreFolder(scratch.path + "/round-\(round)")
            try FileManager.default.copyItem(atPath: template.path, toPath: folder.path)
            let (path, keys) = (folder.path, scratch.path + "/keys")
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, keys = keys as String] in
                Self.killSoon()
                _ = try? StoreResealing(StoreFolder(path)).convert(
                    .file(path: nil), environment: ["BRIDGEWORK_KEYS": keys])
                pause()
            }
            try expectAll(folder)
            do {
                _ = try StoreResealing(folder).convert(.file(path: nil), environment: scratch.keys)
            } catch StoreError.seal(_, .isSealed) {}
            try expectAll(folder)
            #expect(try scratch.files(of: folder, holding: Self.canary) == [])
            try FileManager.default.removeItem(atPath: folder.path)
        }
    }

    @Test func `a rotation that is killed at any point leaves all of it`() async throws {
        let scratch = try ScratchFolder()
        let folder = try filled(scratch, isSealed: true)
        let path = folder.path
        for _ in 0..<Self.kills {
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                Self.killSoon()
                _ = try? StoreResealing(StoreFolder(path)).rotate()
                pause()
            }
            try expectAll(folder)
        }
        _ = try StoreResealing(folder).rotate()
        try expectAll(folder)
        #expect(try folder.keys.file.numbers.count == 1)
        #expect(try scratch.files(of: folder, holding: Self.canary) == [])
    }

    private static func killSoon() {
        Thread.detachNewThread {
            usleep(UInt32.random(in: 0..<60_000))
            kill(getpid(), SIGKILL)
        }
    }
}
