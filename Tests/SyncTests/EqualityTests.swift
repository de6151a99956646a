import Merge
import Simulator
import Sync
import Testing

/// Every exchange ends with a proof that base and hub are equal, or with the repair of what is not.
struct EqualityTests {
    private static let records = (0..<6).map { RecordID(bits: 0x900 + UInt128($0)) }

    /// Office 0 level with six records, with a pending edit of its own on top.
    private func group() throws -> SmallGroup {
        var group = SmallGroup()
        for (index, record) in EqualityTests.records.enumerated() {
            try group.place(record, at: index == 5 ? [1] : [0, 1])
            try group.hubWrites([SmallSchema.name(of: record, index)])
        }
        for office in 0..<3 { try group.sync(office) }
        return group
    }

    private func damaged(_ group: SmallGroup) -> SmallGroup {
        var group = group
        let records = EqualityTests.records
        group.offices[0].damage(records[0], to: nil)
        let forged = StoredRecord(id: records[1], type: "p", state: RecordState())
        group.offices[0].damage(records[1], to: forged)
        group.offices[0].damage(records[5], to: group.hub.records[records[5]])
        return group
    }

    @Test func `an exchange ends with a proof that both sides keep`() throws {
        let group = try group()
        for office in 0..<3 {
            let certificate = try #require(group.offices[office].certificates.last)
            #expect(certificate.head == group.hub.head)
            #expect(certificate.digest == group.hub.digest(in: group.peers[office].scopes))
            #expect(group.offices[office].certified == group.hub.head.position)
            let word = try #require(group.hub.words[group.peers[office].replica])
            #expect(word == ReplicaWord(vouched: group.hub.head, certified: word.certified))
            #expect(word.certified == group.hub.head.position)
        }
        #expect(group.hub.incidents.isEmpty)
    }

    @Test func `what differs is narrowed to its records, repaired and reported on both sides`()
        throws
    {
        var group = damaged(try group())
        group.write(0, [SmallSchema.name(of: EqualityTests.records[2], 50)])
        let wire = try group.sync(0)
        #expect(wire.log.suffix(4) == ["page", "compare", "repair", "pull"])
        #expect(group.isLevel(0))
        #expect(group.seen(0, EqualityTests.records[2]) == [50])
        guard case .repaired(let found, let position)? = group.offices[0].incidents.first else {
            Issue.record("no incident")
            return
        }
        #expect(position == group.hub.head.position)
        #expect(found.map(\.id) == [0, 1, 5].map { EqualityTests.records[$0] })
        #expect(found.map(\.fault) == [.missing, .different, .foreign])
        #expect(wire.office.repaired == 3)
        #expect(wire.office.isEqual == true)
        #expect(
            group.hub.incidents == [
                .baseDiffers(places: 3, records: 2, position: group.hub.head.position)
            ])
        #expect(try group.sync(0).log == ["hello", "welcome", "page"])
    }

    @Test func `own change sets that wait are not touched by a repair`() throws {
        var group = damaged(try group())
        var wire = Wire(peer: group.peers[0], now: group.now, isLive: true)
        try wire.greet(group.offices[0])
        while wire.log.last != "compare" { _ = try wire.step(&group, 0) }
        group.write(0, [SmallSchema.name(of: EqualityTests.records[0], 77)])
        try wire.run(&group, 0)
        #expect(group.isLevel(0))
        #expect(group.seen(0, EqualityTests.records[0]) == [0, 77])
    }

    @Test func `a repair may be cut or doubled anywhere`() throws {
        let whole = damaged(try group())
        var uncut = whole
        let length = try uncut.sync(0).delivered
        for cut in 0...length {
            var group = whole
            try group.sync(0, cut: cut)
            try group.sync(0, doubles: true)
            #expect(group.isLevel(0), "cut \(cut)")
            #expect(group.offices[0].certified == group.hub.head.position)
        }
    }

    @Test func `a page that builds on what the base lost does not stop the exchange`() throws {
        var group = damaged(try group())
        let note = Write(
            record: EqualityTests.records[0], type: "p", attribute: "plan",
            value: SmallSchema.number(3))
        try group.hubWrites([note])
        try group.sync(0)
        #expect(group.isLevel(0))
        #expect(group.seen(0, EqualityTests.records[0], "plan") == [3])
    }

    @Test func `a hub that grew meanwhile first brings the office level`() throws {
        var group = damaged(try group())
        var wire = Wire(peer: group.peers[0], now: group.now)
        try wire.greet(group.offices[0])
        while wire.toHub.first?.kind != "compare" { _ = try wire.step(&group, 0) }
        try group.hubWrites([SmallSchema.name(of: EqualityTests.records[3], 9)])
        try wire.run(&group, 0)
        #expect(wire.log.suffix(5) == ["compare", "page", "compare", "repair", "pull"])
        #expect(group.isLevel(0))
        #expect(group.offices[0].certified == group.hub.head.position)
    }

    @Test func `a live line proves every page and repairs what it finds`() throws {
        var group = try group()
        var wire = Wire(peer: group.peers[0], now: group.now, isLive: true)
        try wire.greet(group.offices[0])
        try wire.run(&group, 0)
        group.offices[0].damage(EqualityTests.records[4], to: nil)
        try group.hubWrites([SmallSchema.name(of: EqualityTests.records[3], 9)])
        try wire.historyGrew(group)
        try wire.run(&group, 0)
        #expect(group.isLevel(0))
        #expect(group.hub.words[group.peers[0].replica]?.certified == group.hub.head.position)
        try group.hubWrites([SmallSchema.name(of: EqualityTests.records[3], 10)])
        try wire.historyGrew(group)
        try wire.run(&group, 0)
        #expect(group.offices[0].certified == group.hub.head.position)
    }

    @Test func `an older hub proves nothing and loses nothing`() throws {
        var group = try group()
        let page = HubMessage.Page(
            at: group.offices[0].cursor, to: group.hub.head.position, isLast: true,
            head: group.hub.head, rows: [])
        let welcome = HubMessage.Welcome(
            isHistoryKnown: true, head: group.hub.head, clock: group.now,
            scopes: group.peers[0].scopes, backedUpThrough: 0)
        var session = OfficeSession(now: group.now)
        _ = try session.receive(.welcome(welcome), ledger: &group.offices[0])
        #expect(try session.receive(.page(page), ledger: &group.offices[0]) == [])
        #expect(session.isDone)
        #expect(session.isEqual == nil)
        // Without a proof, what cannot be built upon must be said.
        group = damaged(group)
        let lost = EqualityTests.records[0]
        let state = try #require(group.hub.records[lost]?.state)
        var encoder = PageEncoder()
        encoder.append(
            PageRow(record: lost, type: "p", content: .current(Manifest(of: state), [])))
        let torn = HubMessage.Page(
            at: group.offices[0].cursor, to: group.hub.head.position, isLast: true,
            head: group.hub.head, rows: encoder.encoded)
        #expect(throws: SyncError.missingEntry(record: lost)) {
            try session.receive(.page(torn), ledger: &group.offices[0])
        }
    }

    @Test func `an office stops asking when repairing does not help`() throws {
        var group = try group()
        let head = group.hub.head
        let wrong = SetDigest(bits: 4_711)
        var session = OfficeSession(now: group.now)
        let welcome = HubMessage.Welcome(
            isHistoryKnown: true, head: head, clock: group.now, scopes: group.peers[0].scopes,
            backedUpThrough: 0)
        _ = try session.receive(.welcome(welcome), ledger: &group.offices[0])
        let page = HubMessage.Page(
            at: group.offices[0].cursor, to: head.position, isLast: true, head: head, rows: [],
            digest: wrong)
        let base = group.offices[0].base
        var said = try session.receive(.page(page), ledger: &group.offices[0])
        var rounds = 0
        while said.first?.kind == "compare" {
            rounds += 1
            let repair = HubMessage.Repair(
                head: head, digest: wrong, places: [], hasMore: true, rows: [])
            said = try session.receive(.repair(repair), ledger: &group.offices[0])
        }
        #expect(rounds == SyncLimits.repairRoundsMax)
        #expect(session.isDone)
        #expect(session.isEqual == false)
        #expect(group.offices[0].incidents == [.stillDifferent(position: head.position)])
        #expect(group.offices[0].certified == 0)
        #expect(group.offices[0].base == base)
    }

    @Test func `a repair larger than a page comes in parts`() throws {
        var group = SmallGroup()
        for number in 0..<12 as Range<UInt128> {
            let record = RecordID(bits: 0xB00 + number)
            try group.hubWrites([
                SmallSchema.name(of: record, 1, type: "g"),
                Write(
                    record: record, type: "g", attribute: "text",
                    value: [UInt8](repeating: 7, count: 300 << 10)[...]),
            ])
        }
        try group.sync(0)
        for id in group.offices[0].base.keys { group.offices[0].damage(id, to: nil) }
        let log = try group.sync(0).log
        #expect(log.count { $0 == "repair" } == 3)
        #expect(group.isLevel(0))
        // One difference, one incident at the hub, whatever it took.
        #expect(group.hub.incidents.count == 1)
        #expect(group.offices[0].certified == group.hub.head.position)
    }

    @Test func `a hub whose history was cut is an incident at both ends`() throws {
        var group = try group()
        let backup = group.hub
        try group.hubWrites([SmallSchema.name(of: EqualityTests.records[0], 8)])
        try group.sync(0)
        let heard = group.hub.head
        group.hub = backup
        try group.sync(0)
        #expect(
            group.offices[0].incidents == [
                .historyLost(heard: heard, found: backup.head, isCut: true)
            ])
        #expect(group.hub.incidents == [.unknownHead(heard: heard, found: backup.head)])
        #expect(group.isLevel(0))
        try group.hubWrites([SmallSchema.name(of: EqualityTests.records[0], 9)])
        try group.sync(0)
        let other = group.hub.head
        group.hub = backup
        for value in 0..<5 { try group.hubWrites([SmallSchema.name(of: .init(bits: 7), value)]) }
        let found = group.hub.head
        try group.sync(0)
        #expect(
            group.offices[0].incidents.last
                == .historyLost(heard: other, found: found, isCut: false))
    }
}

extension EqualityTests {
    @Test func `a digest takes in everything that two stores must agree on`() {
        let id = RecordID(bits: 1)
        let origin = { (position: UInt64, time: Int64) in
            Origin(
                changeSet: ChangeSetID(bits: 5), position: position,
                effectiveAt: Timestamp(milliseconds: time), replica: ReplicaID(bits: 6),
                actor: nil)
        }
        let state = { (value: Bytes, position: UInt64, time: Int64) in
            RecordState(entries: [
                Entry(
                    id: EntryID(changeSet: ChangeSetID(bits: 5), index: 0), attribute: "a",
                    key: [], value: value, origin: origin(position, time))
            ])
        }
        let all = [
            SetDigest(of: id, type: "t", state: state([1], 1, 1)),
            SetDigest(of: RecordID(bits: 2), type: "t", state: state([1], 1, 1)),
            SetDigest(of: id, type: "u", state: state([1], 1, 1)),
            SetDigest(of: id, type: "t", state: state([2], 1, 1)),
            SetDigest(of: id, type: "t", state: state([1], 2, 1)),
            SetDigest(of: id, type: "t", state: state([1], 1, 2)),
            SetDigest(of: id, type: "t", state: RecordState()),
        ]
        #expect(Set(all).count == all.count)
        #expect(!all.contains(.empty))
        #expect(all.reduce(.empty, +) == all.reversed().reduce(.empty, +))
        #expect(all[0] + all[1] - all[0] == all[1])
    }

    @Test func `the heads that are kept are few, and old and new ones are among them`() {
        var kept: [UInt64] = []
        for position in 1...5_000 as ClosedRange<UInt64> {
            kept = Certificate.kept(of: kept + [position], max: 16)
        }
        #expect(kept.count == 16)
        #expect(kept == kept.sorted())
        #expect(kept.first == 1)
        #expect(kept.suffix(3) == [4_998, 4_999, 5_000])
        #expect(kept.contains { (500...2_500).contains($0) })
        #expect(Certificate.kept(of: [3, 9], max: 16) == [3, 9])
    }
}
