import Foundation
import Merge
import Sync
import Testing

@testable import Store

/// A store that cannot rely on its disk does nothing more, and says so in the right words.
struct FailStopTests {
    /// A store with a page of zeroes where its records were.
    private func damaged(_ scratch: ScratchFolder, kind: StoreKind = .replica) throws -> Store {
        let folder = scratch.store
        let store = try Store(
            creating: folder, kind: kind, schema: Sample.schema, meta: ["group": "g"])
        try store.write { transaction in
            for number in 0..<2_000 {
                try transaction.audit(
                    at: Timestamp(milliseconds: Int64(number)), "filler",
                    detail: String(repeating: "x", count: 200))
            }
        }
        try store.close()
        let file = try #require(FileHandle(forUpdatingAtPath: folder.database))
        let size = try file.seekToEnd()
        try file.seek(toOffset: size / 8192 * 4096)
        try file.write(contentsOf: Data(count: 16 * 4096))
        try file.close()
        return try Store(opening: folder, kind: kind, schema: Sample.schema)
    }

    private func isCorrupt(_ error: (any Error)?) -> Bool {
        if case .corrupt? = error as? StoreError { true } else { false }
    }

    private func failure(_ body: () throws -> Void) -> (any Error)? {
        do { try body() } catch { return error }
        return nil
    }

    @Test func `after a damaged page nothing more is written, and a mark stays`() throws {
        let scratch = try ScratchFolder()
        let store = try damaged(scratch)
        #expect(store.failStop.fault == nil)
        let first = failure { _ = try store.read { try $0.auditLines(limit: 5_000) } }
        #expect(isCorrupt(first), "\(String(describing: first))")
        #expect(isCorrupt(store.failStop.fault))
        let second = failure { try store.write { try $0.setMeta("k", "v") } }
        #expect(isCorrupt(second))
        #expect(FailureMark(scratch.store).since != nil)
        store.closeQuietly()
    }

    @Test func `whoever serves hears of it`() async throws {
        let scratch = try ScratchFolder()
        let store = try damaged(scratch)
        _ = failure { _ = try store.read { try $0.auditLines(limit: 5_000) } }
        await #expect(throws: StoreError.self) { try await store.failStop.wait() }
        store.closeQuietly()
    }

    @Test func `a quick check finds a damaged page and says nothing of what was there`() throws {
        let scratch = try ScratchFolder()
        let store = try damaged(scratch)
        let problems = try store.structuralProblems()
        #expect(!problems.isEmpty && problems.count <= 20)
        #expect(!problems.joined().contains("xxx"))
        store.closeQuietly()
    }

    @Test func `a sound store has no problems and no mark`() throws {
        let scratch = try ScratchFolder()
        let store = try Store(
            creating: scratch.store, kind: .hub, schema: Sample.schema, meta: [:])
        FailureMark(scratch.store).put()
        #expect(try store.structuralProblems() == [])
        try store.rebuildIndexes()
        #expect(FailureMark(scratch.store).since != nil)
        #expect(try store.integrityProblems() == [])
        #expect(FailureMark(scratch.store).since == nil)
        try store.close()
    }

    @Test func `what is rehearsed is answered and not kept`() throws {
        let scratch = try ScratchFolder()
        let store = try Store(
            creating: scratch.store, kind: .hub, schema: Sample.schema, meta: [:])
        let answer = try store.rehearse { transaction in
            try transaction.setMeta("k", "v")
            return try transaction.meta("k")
        }
        #expect(answer == "v")
        #expect(try store.read { try $0.meta("k") } == nil)
        try store.close()
    }

    @Test func `a hub's words never send its authority away`() {
        let errors: [StoreError] = [
            .corrupt(file: "/hub/bridgework.sqlite", detail: "x"), .missing(folder: "/hub"),
            .diskFailed(file: "/hub/bridgework.sqlite", code: 1_034), .damagedMeta(key: "group"),
            .damagedState(record: RecordID(bits: 1), .unknownName(number: 1)),
            .sqlite(code: 1, operation: "x"),
        ]
        for error in errors {
            let words = error.words(at: .hub)
            #expect(!words.contains("join"), "\(words)")
            #expect(words.contains("bridgework-hub"), "\(words)")
            #expect(error.words(at: .replica) == error.description)
        }
        #expect(errors[0].words(at: .hub).contains("authority"))
        #expect(errors[0].words(at: .replica).contains("join again"))
    }

    @Test(arguments: [
        (Int32(13), "full"), (4_874, "full"), (1_034, "failed"), (778, "failed"),
        (266, "failed"), (11, "damaged"), (26, "damaged"), (8, "written"), (14, "written"),
        (3_082, "answered"), (19, "answered"),
    ])
    func `each of SQLite's codes has its kind`(code: Int32, word: String) {
        let error = StoreError(sqlite: code, file: "/s/bridgework.sqlite", operation: "use it")
        #expect(error.description.contains(word))
        #expect(error.isFatal == (["failed", "damaged"].contains(word)))
    }

    @Test(arguments: [ENOSPC, EDQUOT, EFBIG])
    func `a quota that is used up or a limit on a file's size is a full disk, no broken one`(
        system: Int32
    ) {
        let error = StoreError(
            sqlite: 778, system: system, file: "/s/bridgework.sqlite", operation: "use it")
        #expect(error == .diskFull(file: "/s/bridgework.sqlite"))
        #expect(!error.isFatal)
    }

    @Test func `a stranger's error is told by its type alone`() {
        struct Quoting: Error, CustomStringConvertible {
            let description = "INSERT INTO patient VALUES ('Ada')"
        }
        #expect(!ErrorWords.of(Quoting()).contains("Ada"))
        #expect(ErrorWords.of(Quoting()).contains("Quoting"))
        #expect(ErrorWords.of(StoreError.damagedMeta(key: "k")).contains("entry k"))
    }
}
