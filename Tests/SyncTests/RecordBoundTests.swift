import Merge
import Simulator
import Sync
import Testing

/// A record has a bound, judged at admission; what is above it is kept aside and stops nobody.
struct RecordBoundTests {
    private static let record = RecordID(bits: 0x900)
    private static let half = [UInt8](repeating: 7, count: 500 << 10)[...]

    /// A change set of an office that puts one value at a key nobody wrote to.
    private func change(
        _ group: inout SmallGroup, _ key: Int, _ value: Bytes?, replaces: [EntryID] = []
    ) -> SealedChangeSet {
        SealedChangeSet(
            sealing: ChangeSet(
                replica: group.peers[0].replica, actor: nil, role: .office, claimedAt: group.now,
                parent: nil, nonce: group.nextNonce(),
                ops: [
                    Op(
                        record: RecordBoundTests.record, type: "g", attribute: "zzz",
                        key: SmallSchema.number(key), value: value, replaces: replaces)
                ]))
    }

    private func admit(
        _ change: SealedChangeSet, _ group: inout SmallGroup
    ) throws -> [Verdict] {
        try group.admission.admit(change.bytes, from: group.peers[0], ledger: &group.hub).verdicts
    }

    /// The rows of each page and repair that one exchange brings.
    private func rows(_ group: inout SmallGroup, _ office: Int) throws -> [Int] {
        var wire = Wire(peer: group.peers[office], now: group.now)
        try wire.greet(group.offices[office])
        var counts: [Int] = []
        while try wire.step(&group, office) {
            for case .page(let page) in wire.toOffice { counts.append(page.rows.count) }
        }
        return counts
    }

    @Test func `seventy writes of half a megabyte on one record stop nobody's pull`() throws {
        var group = SmallGroup()
        var verdicts: [Verdict] = []
        for key in 0..<70 {
            verdicts += try admit(
                change(&group, key, RecordBoundTests.half), &group)
        }
        // Each counts its key and name too: sixteen are within 8 MiB.
        #expect(verdicts.prefix(16).allSatisfy { $0 == .applied })
        #expect(verdicts.dropFirst(16).allSatisfy { $0 == .recordFull })
        #expect(Verdict.recordFull.isQuarantined)
        try group.hubWrites([SmallSchema.name(of: RecordID(bits: 0x901), 5, type: "g")])
        for office in group.offices.indices {
            let most = SyncLimits.pageBytesMax + MergeLimits.recordBytesMax
            #expect(try rows(&group, office).allSatisfy { $0 <= most })
            #expect(group.isLevel(office))
        }
    }

    @Test func `the bound is met to the byte, and mended by what makes room`() throws {
        var group = SmallGroup()
        for key in 0..<16 {
            _ = try admit(change(&group, key, RecordBoundTests.half), &group)
        }
        let state = { (group: SmallGroup) in
            group.hub.records[RecordBoundTests.record]?.state ?? RecordState()
        }
        let left = MergeLimits.recordBytesMax - state(group).byteCount
        let overhead = MergeLimits.entryBytes + 3 + SmallSchema.number(99).count
        let value = { (count: Int) in [UInt8](repeating: 1, count: count)[...] }
        #expect(
            try admit(change(&group, 99, value(left - overhead + 1)), &group) == [.recordFull])
        #expect(try admit(change(&group, 99, value(left - overhead)), &group) == [.applied])
        #expect(state(group).byteCount == MergeLimits.recordBytesMax)
        // Full to the last byte: nothing is added, all else goes on.
        #expect(try admit(change(&group, 98, []), &group) == [.recordFull])
        let first = state(group).seen("zzz", key: SmallSchema.number(0))
        #expect(
            try admit(
                change(&group, 0, RecordBoundTests.half + [1], replaces: first), &group)
                == [.recordFull])
        #expect(
            try admit(change(&group, 0, RecordBoundTests.half, replaces: first), &group)
                == [.applied])
        let second = state(group).seen("zzz", key: SmallSchema.number(1))
        #expect(try admit(change(&group, 1, nil, replaces: second), &group) == [.applied])
        #expect(try admit(change(&group, 98, []), &group) == [.applied])
        for office in group.offices.indices {
            try group.sync(office)
            #expect(group.isLevel(office))
        }
    }

    @Test func `names that nobody has seen are bounded by themselves`() throws {
        var group = SmallGroup()
        let names = (0..<UInt32(MergeLimits.replacesMax)).map {
            EntryID(changeSet: ChangeSetID(bits: 0xDEAD), index: $0)
        }
        #expect(try admit(change(&group, 1, [], replaces: names), &group) == [.applied])
        let more = EntryID(changeSet: ChangeSetID(bits: 0xBEEF), index: 0)
        #expect(try admit(change(&group, 2, [], replaces: [more]), &group) == [.recordFull])
        let seen =
            group.hub.records[RecordBoundTests.record]?.state
            .seen("zzz", key: SmallSchema.number(1)) ?? []
        #expect(seen.count == 1)
        #expect(try admit(change(&group, 1, [5], replaces: seen), &group) == [.applied])
    }

    @Test func `a record too large for any message is told, and all else travels`() throws {
        var group = SmallGroup()
        let other = RecordID(bits: 0x1900)
        try group.hubWrites([
            SmallSchema.name(of: RecordBoundTests.record, 1, type: "g"),
            SmallSchema.name(of: other, 2, type: "g"),
        ])
        try group.sync(0)
        // As an older hub would have admitted it.
        let stored = try #require(group.hub.records[RecordBoundTests.record])
        let position = group.hub.head.position
        let origin = try #require(stored.state.entries.first?.origin)
        let large = (1...17).map { number in
            Entry(
                id: EntryID(changeSet: origin.changeSet, index: UInt32(number)),
                attribute: "zzz", key: SmallSchema.number(number),
                value: RecordBoundTests.half, origin: origin)
        }
        group.hub.put(
            StoredRecord(
                id: stored.id, type: "g",
                state: RecordState(entries: stored.state.entries + large)),
            changed: position)
        try group.hubWrites([SmallSchema.name(of: other, 3, type: "g")])
        for office in 0..<2 {
            for _ in 0..<3 {
                let wire = try group.sync(office)
                #expect(wire.office.isDone)
                #expect(wire.office.isEqual == false)
            }
            #expect(group.seen(office, other) == [3])
            #expect(group.offices[office].withheld == [stored.id])
            let told = group.offices[office].incidents.filter { $0.event == "records-withheld" }
            #expect(told.count == 1)
            let events = group.offices[office].incidents.map(\.event)
            #expect(!events.contains("base-still-different"))
        }
        // What the first office had of it stays; the second never got any.
        #expect(group.seen(0, stored.id) == [1])
        #expect(group.offices[1].base[stored.id] == nil)
        #expect(group.hub.incidents.count { $0.event == "records-withheld" } == 1)
        // Once it is mended, everybody gets level and forgets it.
        group.hub.put(stored, changed: position)
        for office in 0..<2 {
            try group.sync(office)
            #expect(group.isLevel(office))
            #expect(group.offices[office].withheld.isEmpty)
        }
    }
}
