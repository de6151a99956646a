import Foundation
import Merge
import Store
import Sync
import Testing

/// The rows that say which records show something else than they did.
struct FeedTests {
    private func told(
        _ office: Office, after cursor: FeedCursor
    ) throws -> (changes: [FeedChange], cursor: FeedCursor) {
        let page = try #require(try office.store.read { try $0.feed(after: cursor, limit: 1_000) })
        return (page.changes, page.cursor)
    }

    @Test func `what another office wrote is told as it arrives, and what leaves as it goes`()
        throws
    {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let one = try Office(1, in: scratch)
        let two = try Office(2, in: scratch)
        try hub.register(one.peer)
        try hub.register(two.peer)
        try two.synchronize(with: hub)
        let start = try two.store.write { try $0.openFeed() }
        try one.write(Sample.write(Sample.id(1), "label", .text("one")))
        try one.synchronize(with: hub)
        try two.synchronize(with: hub)
        let first = try told(two, after: start)
        #expect(first.changes.map(\.kind) == [.created])
        #expect(first.changes.map(\.subject) == [Sample.id(1)])
        try one.write(Sample.write(Sample.id(1), "label", .text("other")))
        try one.synchronize(with: hub)
        try two.synchronize(with: hub)
        let second = try told(two, after: first.cursor)
        #expect(second.changes.map(\.kind) == [.changed])
        #expect(second.changes.map(\.units) == [["label"]])
        try two.store.write { ledger in
            try ledger.put(PageRow(record: Sample.id(1), type: "thing", content: .out))
        }
        #expect(try told(two, after: second.cursor).changes.map(\.kind) == [.gone])
    }

    @Test func `an acknowledgement and a sync with nothing new are no change`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try hub.register(office.peer)
        // The first exchange hands it its scopes, and it begins at nothing.
        try office.synchronize(with: hub)
        let start = try office.store.write { try $0.openFeed() }
        try office.write(Sample.write(Sample.id(1), "label", .text("one")))
        let written = try told(office, after: start)
        #expect(written.changes.count == 1)
        try office.synchronize(with: hub)
        try office.synchronize(with: hub)
        let more = try told(office, after: written.cursor).changes
        #expect(more == [])
    }

    @Test func `the oldest rows go, and whoever had not read them is told so`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let start = try office.store.write { try $0.openFeed() }
        try office.write(Sample.write(Sample.id(1), "label", .text("one")))
        let first = try told(office, after: start).cursor
        // As if so many changes had come since: the newest row is just behind the bound.
        let last = FeedLimits.rowsMax
        _ = try Office.sql(
            "INSERT INTO feed SELECT \(last), 7, kind, subject, type, units FROM feed",
            in: office.folder.database)
        #expect(try office.store.read { try $0.feedCount(after: start) } == 2)
        try office.write(Sample.write(Sample.id(2), "label", .text("two")))
        #expect(try office.store.read { try $0.feed(after: start, limit: 9) } == nil)
        #expect(try office.store.read { try $0.feed(after: first, limit: 9) } == nil)
        #expect(try office.store.write { try $0.openFeed() } != start)
    }

    @Test func `a store that begins anew ends its feed, and says so to all who follow`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let start = try office.store.write { try $0.openFeed() }
        try office.write(Sample.write(Sample.id(1), "label", .text("one")))
        let end = try told(office, after: start).cursor
        try office.store.write { try $0.restart(scopes: [.group]) }
        for cursor in [start, end] {
            #expect(try office.store.read { try $0.feed(after: cursor, limit: 9) } == nil)
        }
        let new = try office.store.write { try $0.openFeed() }
        #expect(new != start && new != end)
        #expect(try told(office, after: new).changes.isEmpty)
        try office.write(Sample.write(Sample.id(1), "label", .text("two")))
        #expect(try told(office, after: new).changes.map(\.kind) == [.changed])
    }

    @Test func `rows that are derived anew after an upgrade are no change`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.write(Sample.write(Sample.id(1), "label", .text("one")))
        let start = try office.store.write { try $0.openFeed() }
        try office.reopen(schema: Sample.newerSchema)
        #expect(try told(office, after: start).changes.isEmpty)
        try office.write(Sample.write(Sample.id(1), "label", .text("two")))
        #expect(try told(office, after: start).changes.count == 1)
    }

    @Test func `what is taken back leaves no row, and a hub keeps no feed`() throws {
        struct Stop: Error {}
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let start = try office.store.write { try $0.openFeed() }
        #expect(throws: Stop.self) {
            try office.store.write { transaction in
                _ = try office.append(
                    [Sample.write(Sample.id(1), "label", .text("one"))], to: &transaction)
                try transaction.writeOut()
                throw Stop()
            }
        }
        #expect(try told(office, after: start).changes.isEmpty)
        let hub = try Hub(in: scratch)
        try hub.register(office.peer)
        _ = try hub.store.write { try $0.openFeed() }
        try office.write(Sample.write(Sample.id(1), "label", .text("one")))
        try office.synchronize(with: hub)
        #expect(try Office.sql("SELECT count(*) FROM feed", in: hub.folder.database) == ["0"])
    }
}
