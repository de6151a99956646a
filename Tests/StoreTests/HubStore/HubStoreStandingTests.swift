import Merge
import Sync
import Testing

/// What stands, counted: digests, words, purges, conflicts.
struct HubStoreStandingTests {
    private static func at(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) }

    private static func office(_ number: Int) -> Scope { .office(Sample.id(number)) }

    /// What the records seen by these scopes come to, each worked out from its state.
    private static func sum(
        _ transaction: inout any HubTransaction, _ scopes: [Scope]
    ) throws -> SetDigest {
        try transaction.recordDigests(in: scopes).reduce(.empty) { $0 + $1.digest }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `a digest counts each record once that any of the scopes sees`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        try hub.place(Sample.id(10), at: 2, 3)
        try hub.place(Sample.id(11), at: 3)
        try hub.admit(Sample.write(Sample.id(12), "label", .text("a")))
        let all: [[Scope]] = [
            [], [.group], [Self.office(2)], [Self.office(2), Self.office(3)],
            [.central, Self.office(2), .group], [.clinical],
        ]
        let check = {
            try hub.store.write { transaction in
                for scopes in all {
                    let found = try transaction.digest(in: scopes)
                    #expect(try found == Self.sum(&transaction, scopes))
                }
                return try transaction.digest(in: [Self.office(3)])
            }
        }
        let before = try check()
        try hub.place(Sample.id(10), at: 2)
        let after = try check()
        #expect(before != after)
        try hub.store.write { try $0.rebuildDigests() }
        #expect(try check() == after)
        let ids = try hub.store.write { try $0.recordDigests(in: [Self.office(3), .group]) }
        #expect(ids.map(\.id) == [11, 12].map(Sample.id))
        #expect(ids.map(\.type) == ["place", "thing"])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `lines of digests tell equal records, by type`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2)
        try hub.place(Sample.id(10), at: 2)
        try hub.place(Sample.id(11), at: 3)
        try hub.admit(Sample.write(Sample.id(12), "label", .text("a")))
        try hub.store.read { transaction throws in
            var wanted = StoreDigests()
            for number in 10...12 {
                let stored = try #require(try transaction.record(Sample.id(number)))
                wanted.add(stored.id, type: stored.type, stored.state)
            }
            let all = try transaction.digests(in: nil)
            #expect(all == wanted.lines)
            #expect(all.map(\.type) == ["place", "thing"] && all.map(\.count) == [2, 1])
            let seen = try transaction.digests(in: [.group, Self.office(2)])
            #expect(seen.map(\.count) == [1, 1] && seen[1] == all[1] && seen[0] != all[0])
            #expect(try transaction.digests(in: []).isEmpty)
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `of what a replica says of the history the highest is kept`(home: HubStoreHome) throws {
        let hub = try home.hub()
        let replica = StoredHub.peer(2).replica
        let word = { (position: UInt64, certified: UInt64) in
            ReplicaWord(
                vouched: Head(position: position, chain: ChainHash(bits: UInt128(position))),
                certified: certified)
        }
        let said: [(ReplicaWord, Int64)] = [
            (word(5, 0), 10), (word(3, 3), 11), (word(7, 3), 12), (word(7, 6), 13),
        ]
        var found: [ReplicaWord?] = []
        var times: [Timestamp?] = []
        #expect(try hub.store.read { try $0.word(of: replica) } == nil)
        for (word, time) in said {
            let known = try hub.store.write { transaction in
                try transaction.note(word, of: replica, at: Self.at(time))
                return try transaction.word(of: replica)
            }
            found.append(known?.word)
            times.append(known?.certifiedAt)
        }
        #expect(found == [word(5, 0), word(5, 3), word(7, 3), word(7, 6)])
        #expect(times == [nil, Self.at(11), Self.at(11), Self.at(13)])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `a departure is owed until its receipt comes, by who was there and may connect`(
        home: HubStoreHome
    ) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        try hub.place(Sample.id(10), at: 2, 3)
        try hub.place(Sample.id(11), at: 2)
        let owed = { try hub.store.read { try $0.outstandingPurges() } }
        #expect(try owed().isEmpty)
        try hub.place(Sample.id(10), at: 3)
        let left = try hub.store.read { try $0.head.position }
        try hub.place(Sample.id(11), at: 3)
        let since = try #require(try hub.store.read { try $0.effectiveAt(left) })
        let two = StoredHub.peer(2).replica
        #expect(
            try owed() == [
                OutstandingPurge(replica: two, name: "desk 2", records: 2, since: since)
            ])
        // One who comes now never had it.
        try hub.store.write { transaction in
            try transaction.register(
                Registration(
                    peer: Peer(
                        replica: ReplicaID(bits: 5), role: .office, office: Sample.id(2),
                        scopes: [.group, Self.office(2)]),
                    name: "late", fingerprint: [1], expiresAt: Self.at(9), registeredAt: Self.at(9))
            )
        }
        #expect(try owed().map(\.replica) == [two])
        try hub.store.write {
            try $0.note(PurgeReceipt(through: left, count: 1), of: two, at: hub.tick())
        }
        #expect(try owed().map(\.records) == [1])
        // What came back is nothing to purge.
        try hub.place(Sample.id(11), at: 2, 3)
        #expect(try owed().isEmpty)
        try hub.place(Sample.id(11))
        #expect(try owed().map(\.replica) == [2, 3, 5].map { ReplicaID(bits: $0) })
        try hub.store.write { try $0.revoke(two, at: hub.tick()) }
        #expect(try owed().map(\.replica) == [3, 5].map { ReplicaID(bits: $0) })
        let lines = try hub.store.read { try $0.auditLines(limit: 9) }
        #expect(lines.contains { $0.event == "purged" && $0.detail.hasPrefix("1 records") })
    }

    @Test(arguments: HubStoreHome.allCases)
    func `open conflicts are counted by severity and age`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        // Two who know nothing of each other.
        let write = { (number: Int, field: String, value: Int64) in
            let scalars: [Scalar] = [.int(value)]
            return [2, 3].map { peer in
                Op(
                    record: Sample.id(number), type: "thing", attribute: field, key: [],
                    value: Value(scalars.map { _ in .int(value + Int64(peer)) }).encoded)
            }
        }
        var times: [Timestamp] = []
        for (number, field) in [(20, "since"), (21, "fee"), (22, "fee"), (23, "label")] {
            for (index, op) in write(number, field, 100).enumerated() where field != "label" {
                let peer = StoredHub.peer(index + 2)
                let now = hub.tick()
                if index == 1 { times.append(now) }
                let sealed = SealedChangeSet(
                    sealing: ChangeSet(
                        replica: peer.replica, actor: nil, role: .office, claimedAt: now,
                        parent: nil, nonce: UInt64(number), ops: [op]))
                _ = try hub.admit(sealed.bytes, by: peer)
            }
        }
        let bound = Timestamp(milliseconds: times[1].milliseconds + 1)
        let counts = try hub.store.read { try $0.conflictCounts(olderThan: [bound]) }
        #expect(
            counts == [
                ConflictCount(isBlocking: true, age: 1, count: 1, oldest: times[0]),
                ConflictCount(isBlocking: false, age: 0, count: 1, oldest: times[2]),
                ConflictCount(isBlocking: false, age: 1, count: 1, oldest: times[1]),
            ])
        try hub.admit(Sample.write(Sample.id(20), "since", .int(100)))
        let left = try hub.store.read { try $0.conflictCounts(olderThan: []) }
        #expect(left.map(\.count) == [2] && left.map(\.isBlocking) == [false])
    }
}
