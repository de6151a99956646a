import Merge
import Sync
import Testing

/// The history from either end, and by the records that it touched.
struct HubStoreHistoryTests {
    /// Six change sets: odd ones touch the first record, even ones the second.
    private static func filled(_ home: HubStoreHome) throws -> (StoredHub, [SealedChangeSet]) {
        let hub = try home.hub()
        try hub.register(2)
        let sealed = try (1...6).map { number in
            try hub.admit(
                Sample.write(
                    Sample.id(20 + number % 2), "label", .text(String(repeating: "x", count: 50))))
        }
        try hub.store.indexHistory()
        return (hub, sealed)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `it is read from either end, as much at once as was asked for`(home: HubStoreHome) throws {
        let (hub, sealed) = try Self.filled(home)
        let read = { (range: HistoryRange, count: Int, bytes: Int) in
            try hub.store.read {
                try $0.history(range, touching: nil, countMax: count, bytesMax: bytes)
            }.map(\.ordinal)
        }
        #expect(try read(.after(0), 100, .max) == [1, 2, 3, 4, 5, 6])
        #expect(try read(.after(4), 100, .max) == [5, 6])
        #expect(try read(.after(6), 100, .max).isEmpty)
        #expect(try read(.before(.max), 4, .max) == [6, 5, 4, 3])
        #expect(try read(.before(3), 100, .max) == [2, 1])
        #expect(try read(.before(1), 100, .max).isEmpty)
        // At least one, and none begun above the limit.
        #expect(try read(.after(0), 100, 1) == [1])
        #expect(try read(.after(0), 100, sealed[0].bytes.count + 1) == [1, 2])
        let page = try hub.store.read {
            try $0.history(.after(2), touching: nil, countMax: 1, bytesMax: .max)
        }
        let found = try #require(page.first)
        #expect(found.id == sealed[2].id && found.content == sealed[2].content)
        #expect(found.replica == StoredHub.peer(2).replica && found.verdicts == [.applied])
        #expect(found.position == 3 && !found.isOverlay)
        #expect(found.effectiveAt == sealed[2].content.claimedAt)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `it is read by a record that was touched`(home: HubStoreHome) throws {
        let (hub, sealed) = try Self.filled(home)
        let read = { (range: HistoryRange, record: Int, count: Int) in
            try hub.store.read {
                try $0.history(
                    range, touching: Sample.id(record), countMax: count, bytesMax: .max)
            }.map(\.ordinal)
        }
        #expect(try read(.after(0), 21, 100) == [1, 3, 5])
        #expect(try read(.after(1), 21, 1) == [3])
        #expect(try read(.before(.max), 20, 2) == [6, 4])
        #expect(try read(.after(0), 99, 100).isEmpty)
        // The index follows when somebody asks.
        try hub.admit(Sample.write(Sample.id(21), "label", .text("b")))
        try hub.store.indexHistory()
        #expect(try read(.after(5), 21, 100) == [7])
        let writes = try hub.store.historicWrites(of: Sample.id(21))
        #expect(writes.map(\.position) == [1, 3, 5, 7])
        #expect(writes.first?.entry == EntryID(changeSet: sealed[0].id, index: 0))
        #expect(writes.first?.office == StoredHub.peer(2).office)
        #expect(writes.last?.replaces.count == 1)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `records that were touched are found by the end of their ids`(home: HubStoreHome) throws {
        let (hub, _) = try Self.filled(home)
        let find = { (suffix: String) in
            try hub.store.read { try $0.touchedRecords(endingIn: suffix) }
        }
        let id = Sample.id(20)
        #expect(try find(String(id.hexadecimal.suffix(6))) == [id])
        #expect(try find(String(id.description.suffix(14)).uppercased()) == [id])
        #expect(try find("").isEmpty)
        #expect(try find("xyz").isEmpty)
        #expect(try find("ffff").isEmpty)
        for number in 40..<45 {
            try hub.admit(Sample.write(Sample.id(number << 8), "label", .text("c")))
        }
        try hub.store.indexHistory()
        #expect(try find("00").count == 3)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `verdicts are counted op by op, and change sets found by them`(home: HubStoreHome) throws {
        let (hub, _) = try Self.filled(home)
        let junk = try hub.admit([9][...], by: StoredHub.peer(2))
        let stranger = try hub.sealed(
            [Sample.write(Sample.id(60), "title", .text("t"), type: "unheard")],
            by: StoredHub.peer(2))
        _ = try hub.admit(stranger.bytes, by: StoredHub.peer(2))
        let (counts, found) = try hub.store.read { transaction in
            let verdicts: [Verdict] = [.malformed, .unknownType, .custody]
            return (
                try transaction.verdictCounts(),
                try verdicts.map { try transaction.history(with: $0) }
            )
        }
        #expect(
            counts == [
                Verdict.applied.rawValue: 6, Verdict.malformed.rawValue: 1,
                Verdict.unknownType.rawValue: 1,
            ])
        #expect(found == [[junk.id], [stranger.id], []])
        #expect(try hub.store.read { try $0.history(with: .applied) }.count == 6)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `every write of it is accounted for`(home: HubStoreHome) throws {
        let (hub, _) = try Self.filled(home)
        _ = try hub.admit([9][...], by: StoredHub.peer(2))
        var audit = WriteAudit(schema: Sample.schema, filter: WriteAudit.Filter())
        try audit.run(HubBook(hub.store)) { _ in }
        let holder = try HubBook(hub.store).holder(of: StoredHub.peer(2).replica)
        let account = try #require(audit.accounts[holder])
        #expect(account.writes == 7 && account.isBalanced && account.isKept)
        #expect(account[.current] == 2 && account[.superseded] == 4)
        #expect(try HubBook(hub.store).holder(of: StoredHub.own) == .hub)
    }
}
