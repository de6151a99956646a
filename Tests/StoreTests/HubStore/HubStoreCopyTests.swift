import Merge
import Sync
import Testing

/// A hub's rows, told by one store and taken in by another.
struct HubStoreCopyTests {
    /// Every kind of store to every kind.
    static let pairs = HubStoreHome.allCases.flatMap { from in
        HubStoreHome.allCases.map { (from, $0) }
    }

    /// A hub that holds something of everything.
    private func filled(_ home: HubStoreHome) throws -> StoredHub {
        let hub = try home.hub()
        try hub.register(2, 3, 4)
        let (place, thing) = (Sample.id(500), Sample.id(501))
        try hub.place(place, at: 2, 3)
        let first = try hub.admit(
            Sample.write(thing, "label", .text("b")), Sample.write(thing, "count", .int(4)),
            Sample.write(
                Sample.id(503), "place", .blob(place.bytes[...]), type: "part"))
        try hub.place(place, at: 3)
        try hub.admit(Sample.write(thing, "label", .text("c")), by: 3, parent: first.id)
        _ = try hub.admit([1, 2, 3], by: StoredHub.peer(4))
        let now = hub.tick()
        try hub.store.write { transaction in
            try transaction.setMeta("own.word", "kept")
            try transaction.invite(
                Invitation(
                    secretHash: [7], role: .office, office: Sample.id(2), scopes: [.group],
                    name: "front", expiresAt: now))
            try transaction.invite(
                Invitation(
                    secretHash: [8], role: .coordinator, office: nil, scopes: [.central],
                    name: "desk", expiresAt: now, replaces: ReplicaID(bits: 3)))
            try transaction.use(invitation: [8], by: ReplicaID(bits: 4), at: now)
            try transaction.revoke(ReplicaID(bits: 3), at: now, detail: "lost")
            try transaction.saw(ReplicaID(bits: 2), at: now, address: "ipv4:192.0.2.1:9")
            let head = try transaction.head
            try transaction.note(
                ReplicaWord(vouched: head, certified: head.position), of: ReplicaID(bits: 2),
                at: now)
            try transaction.note(
                PurgeReceipt(through: 2, count: 1), of: ReplicaID(bits: 2), at: now)
        }
        return hub
    }

    private func rows(_ hub: StoredHub) throws -> [HubRow] {
        try hub.store.snapshot { transaction in
            var rows: [HubRow] = []
            try transaction.visitRows { rows.append($0) }
            return rows
        }
    }

    /// What is seen of it; settings, of which each kind of store has its own too, are rows.
    private func seen(_ hub: StoredHub) throws -> HubStorePicture {
        var picture = try HubStorePicture(hub)
        picture.settings = [:]
        return picture
    }

    @Test(arguments: pairs) func `a copy is the hub`(
        _ from: HubStoreHome, _ to: HubStoreHome
    ) throws {
        let hub = try filled(from)
        let all = try rows(hub)
        let copy = try to.hub()
        try copy.store.write { transaction in for row in all { try transaction.restore(row) } }
        #expect(try rows(copy) == all)
        #expect(try seen(copy) == seen(hub))
        #expect(try copy.store.problems() == [])
        // It goes on from there: what came before is known, and its disk may be found copied.
        let changeSets = all.compactMap { row -> HubRow.Admitted? in
            if case .changeSet(let admitted) = row { admitted } else { nil }
        }
        let known = try #require(changeSets.first)
        let answer = try copy.admit(known.bytes, by: StoredHub.peer(2))
        #expect(answer.head == known.head && answer.verdicts == known.verdicts)
    }

    @Test(arguments: HubStoreHome.allCases) func `rows come to the same as bytes in any pieces`(
        _ home: HubStoreHome
    ) throws {
        let hub = try filled(home)
        let items = try rows(hub).map { BackupItem.row($0) }
        var encoder = BackupEncoder()
        let bytes = items.flatMap { encoder.encoded($0) }
        for piece in [1, 7, 4_096] {
            var decoder = BackupDecoder()
            var read: [BackupItem] = []
            for start in stride(from: 0, to: bytes.count, by: piece) {
                read += try decoder.items(Array(bytes[start..<min(bytes.count, start + piece)]))
            }
            #expect(read == items && decoder.isAtEnd)
        }
    }

    @Test(arguments: HubStoreHome.allCases) func `what is lost or changed on the way is noticed`(
        _ home: HubStoreHome
    ) throws {
        let all = try rows(filled(home))
        func totals(_ rows: [HubRow]) throws -> HubTotals {
            var census = HubCensus()
            for row in rows { try census.add(row) }
            return census.totals
        }
        let whole = try totals(all)
        #expect(whole.digests == HubStoreCopyTests.digests(of: all))
        for index in all.indices {
            var less = all
            less.remove(at: index)
            let found = Result { try totals(less) }
            #expect((try? found.get()) != whole, "row \(index)")
        }
        let places = all.indices.filter { if case .changeSet = all[$0] { true } else { false } }
        var swapped = all
        swapped.swapAt(places[0], places[1])
        #expect(throws: HubCopyFault.historyBroken(position: 1)) { try totals(swapped) }
    }

    private static func digests(of rows: [HubRow]) -> [StoreDigest] {
        var digests = StoreDigests()
        for case .record(let placed) in rows where !placed.record.state.isEmpty {
            digests.add(placed.record.id, type: placed.record.type, placed.record.state)
        }
        return digests.lines
    }

    @Test(arguments: HubStoreHome.allCases) func `a snapshot sees nothing of what is written then`(
        _ home: HubStoreHome
    ) throws {
        let hub = try filled(home)
        let before = try rows(hub)
        try hub.store.snapshot { transaction in
            try hub.store.write { try $0.setMeta("own.word", "changed") }
            try hub.admit(Sample.write(Sample.id(502), "label", .text("late")))
            var seen: [HubRow] = []
            try transaction.visitRows { seen.append($0) }
            #expect(seen == before)
        }
        #expect(try rows(hub) != before)
    }
}
