import Foundation
import Merge
import Sync
import Testing

@testable import Store

struct UpgradeTests {
    private let id = Sample.id(1)

    /// An office of the old release that got records of the new one.
    private func synced(_ scratch: ScratchFolder) throws -> (old: Office, hub: Hub) {
        let hub = try Hub(in: scratch, schema: Sample.newerSchema)
        let new = try Office(1, in: scratch, schema: Sample.newerSchema)
        try new.write(
            Sample.write(id, "label", .text("both")), Sample.write(id, "colour", .text("blue")))
        try new.write(Sample.write(Sample.id(2), "title", .text("new"), type: "novelty"))
        let old = try Office(2, in: scratch)
        try new.synchronize(with: hub)
        try old.synchronize(with: hub)
        return (old, hub)
    }

    @Test func `what only a newer release knows is kept and does not disturb`() throws {
        let scratch = try ScratchFolder()
        let (old, hub) = try synced(scratch)
        #expect(try old.row(id)?["label"] == "both")
        #expect(try old.row(id)?["colour"] == nil)
        let expected = try hub.store.read { try $0.digests(in: [.group]) }
        #expect(try old.store.read { try $0.digests() } == expected)
        #expect(expected.map(\.type) == ["novelty", "thing"])
        #expect(try old.store.integrityProblems() == [])
    }

    @Test func `an upgrade shows what was kept`() throws {
        let scratch = try ScratchFolder()
        let (old, _) = try synced(scratch)
        try old.write(Sample.write(id, "count", .int(1)))
        try old.reopen(schema: Sample.newerSchema)
        #expect(try old.row(id)?["colour"] == "blue")
        #expect(try old.row(id)?["count"] == "1")
        #expect(try old.row(Sample.id(2), of: "novelty")?["title"] == "new")
        #expect(try old.store.integrityProblems() == [])
        #expect(try old.store.read { try $0.meta("reproject") } == "0")
    }

    @Test func `the prior release's store opens and holds what it held`() throws {
        let scratch = try ScratchFolder()
        let fixture = try #require(
            Bundle.module.url(forResource: "Fixtures/store-1", withExtension: "sqlite"))
        let folder = scratch.store
        try folder.prepare()
        try FileManager.default.copyItem(atPath: fixture.path, toPath: folder.database)
        let store = try Store(opening: folder, kind: .replica, schema: Sample.schema)
        #expect(try store.integrityProblems() == [])
        try store.read { transaction in
            #expect(try transaction.count(of: Sample.thing) == 12)
            #expect(try transaction.pendingCount == 2)
            #expect(try transaction.cursor.from == 12)
            let (_, shown) = try #require(try transaction.projection(of: Sample.id(3)))
            #expect(shown.cells[0] == .scalar(.text("pending 3")))
            let digest = try #require(try transaction.digests().first)
            #expect(digest.digest.hasPrefix(PriorStore.digestPrefix))
            let unnumbered = try transaction.connection.all(
                "SELECT name FROM pragma_table_list WHERE wr = 1"
            ) { $0.text(0) }
            #expect(!unnumbered.contains("record") && !unnumbered.contains(Sample.thing.name))
        }
        try store.close()
    }

    /// Run once per release of the format, with the folder to write to; never changed afterwards.
    @Test(.enabled(if: PriorStore.target != nil, "only makes a fixture"))
    func `makes the store of this release`() throws {
        try PriorStore.make(at: #require(PriorStore.target))
    }
}
