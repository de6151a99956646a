import Foundation
import Merge
import Sync
import Testing

@testable import Store

/// What was never sent is got out of a damaged store, and into a fresh one.
struct SalvageTests {
    /// An office with synced records and as many change sets again that nobody has sent; its disk
    /// is damaged then.
    private func damaged(
        _ scratch: ScratchFolder, unsent: Int = 400, by damage: (DatabasePages) throws -> Void
    ) throws -> (office: Office, hub: Hub, work: SalvagedWork) {
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try office.write((0..<50).map { Sample.write(Sample.id($0), "label", .text("first")) })
        try office.synchronize(with: hub)
        for number in 0..<unsent {
            try office.write(
                Sample.write(Sample.id(number), "label", .text("unsent \(number)")),
                Sample.write(Sample.id(number), "count", .int(1)))
        }
        try office.store.close()
        try damage(DatabasePages(office.folder))
        return (office, hub, try DamagedStore(office.folder).unsentWork())
    }

    @Test func `all that was not sent is read from a sound store, and nothing else`() throws {
        let scratch = try ScratchFolder()
        let work = try damaged(scratch) { _ in }.work
        #expect(work.changeSets.count == 400)
        #expect(work.isComplete)
    }

    @Test func `a damaged index costs nothing`() throws {
        let scratch = try ScratchFolder()
        let work = try damaged(scratch, unsent: 1_000) { pages in
            for page in try pages.children(of: "sqlite_autoindex_change_set_1") {
                try pages.overwrite(page)
            }
        }.work
        #expect(work.changeSets.count == 1_000)
        #expect(work.isComplete)
    }

    @Test(arguments: [[0.5], [0.3, 0.4, 0.7], [1.0], [0.5, 1.0]])
    func `damaged pages of the history cost what stood in them, and that is told`(
        places: [Double]
    ) throws {
        let scratch = try ScratchFolder()
        var pages = 0
        let work = try damaged(scratch) { disk in
            let leaves = try disk.children(of: "change_set")
            try #require(leaves.count > 10)
            pages = Set(places.map { Int(Double(leaves.count - 1) * $0) }).map { leaves[$0] }
                .reduce(0) { count, page in
                    (try? disk.overwrite(page)) == nil ? count : count + 1
                }
        }.work
        #expect(pages == places.count)
        #expect(work.changeSets.count < 400)
        #expect(work.changeSets.count > 400 - 60 * pages)
        #expect(Int64(work.changeSets.count) + work.lost == 400)
        #expect(work.damaged == 0)
    }

    @Test(arguments: ["change_set", "meta"])
    func `a table whose first page is damaged costs itself and no more`(table: String) throws {
        let scratch = try ScratchFolder()
        let work = try damaged(scratch) { try $0.overwriteRoot(of: table) }.work
        let isHistory = table == "change_set"
        #expect(work.changeSets.count == (isHistory ? 0 : 400))
        #expect(work.lost == (isHistory ? 400 : 0))
        #expect(work.isComplete != isHistory)
    }

    @Test func `of a store without its first page nothing is read, and that is said`() throws {
        let scratch = try ScratchFolder()
        #expect(throws: SalvageError.unreadable) {
            try damaged(scratch) { try $0.overwrite(1) }
        }
    }

    @Test func `bytes that are not what was written are counted and left out`() throws {
        let scratch = try ScratchFolder()
        let work = try damaged(scratch) { _ in
            let file = scratch.path + "/office-1" + StoreFolder.databaseName
            _ = try Office.sql(
                "UPDATE change_set SET bytes = zeroblob(80) WHERE ordinal = 7",
                in: file)
        }.work
        #expect(work.changeSets.count == 399)
        #expect(work.damaged == 1 && work.lost == 0)
    }

    @Test func `what was salvaged is sent from a fresh store once, and meets what came since`()
        throws
    {
        let scratch = try ScratchFolder()
        let (_, hub, work) = try damaged(scratch, unsent: 40) { _ in }
        let other = try Office(2, in: scratch)
        try other.synchronize(with: hub)
        // The other one prices what the first, unsent, does not touch, and writes a review field.
        try other.write(Sample.write(Sample.id(3), "mood", .text("good")))
        try other.synchronize(with: hub)
        let fresh = try Office(3, in: scratch)
        try fresh.synchronize(with: hub)
        let read = try SalvagedWork(decoding: work.encoded[...])
        #expect(read == work)
        for expected in [40, 0] {
            let count = try fresh.store.write { transaction in
                try read.changeSets.count { try transaction.adopt($0) }
            }
            #expect(count == expected)
        }
        #expect(try fresh.row(Sample.id(3))?["label"] == "unsent 3")
        #expect(try fresh.row(Sample.id(3))?["mood"] == "good")
        try fresh.synchronize(with: hub)
        try other.synchronize(with: hub)
        #expect(try fresh.store.read { try $0.pendingCount } == 0)
        #expect(try other.row(Sample.id(3))?["label"] == "unsent 3")
        #expect(try other.row(Sample.id(39))?["count"] == "1")
        #expect(
            try fresh.store.read { try $0.digests() } == other.store.read { try $0.digests() })
        #expect(try fresh.store.integrityProblems() == [])
    }

    @Test func `what the hub had before its answer was lost counts once`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try office.write(Sample.write(Sample.id(1), "visits", .int(3)))
        let work = try DamagedStore(copy(of: office, scratch)).unsentWork()
        try office.synchronize(with: hub)
        let fresh = try Office(3, in: scratch)
        try fresh.synchronize(with: hub)
        let position = try hub.store.read { try $0.head.position }
        try fresh.store.write { transaction in
            for changeSet in work.changeSets { _ = try transaction.adopt(changeSet) }
        }
        try fresh.synchronize(with: hub)
        #expect(try hub.store.read { try $0.head.position } == position)
        #expect(try fresh.store.read { try $0.pendingCount } == 0)
        #expect(try fresh.row(Sample.id(1))?["visits"] == "3")
        #expect(try fresh.store.integrityProblems() == [])
    }

    private func copy(of office: Office, _ scratch: ScratchFolder) throws -> StoreFolder {
        let folder = StoreFolder(scratch.path + "/copy")
        try StoreCopy(of: office.folder).write(to: folder)
        return folder
    }

    @Test func `a file that is not whole is refused`() throws {
        let scratch = try ScratchFolder()
        let file = try damaged(scratch, unsent: 3) { _ in }.work.encoded
        #expect(throws: SalvageError.notSalvaged) { try SalvagedWork(decoding: [1, 2, 3]) }
        for place in [9, 60, file.count / 2, file.count - 1] {
            var changed = file
            changed[place] ^= 1
            #expect(throws: SalvageError.damagedFile) {
                try SalvagedWork(decoding: changed[...])
            }
        }
        for count in 8..<file.count {
            #expect(throws: SalvageError.damagedFile) {
                try SalvagedWork(decoding: file.prefix(count))
            }
        }
    }
}
