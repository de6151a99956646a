import Merge
import Simulator
import Sync
import Testing

/// Whole exchanges: what they cost, and that no cut, doubling or page size changes how they end.
struct ExchangeTests {
    private static let records = (0..<7).map { RecordID(bits: 0x900 + UInt128($0)) }

    /// Office 0 level with seven records, then both sides at work: edits, a move, pending writes.
    private func busyGroup(rowsMax: Int = 4_096) throws -> SmallGroup {
        var group = SmallGroup()
        for (index, record) in ExchangeTests.records.enumerated() {
            try group.place(record, at: [0, 1 + index % 2])
            try group.hubWrites([SmallSchema.name(of: record, index)])
        }
        for office in 0..<3 { try group.sync(office) }
        try group.place(ExchangeTests.records[0], at: [1])
        group.write(1, [SmallSchema.name(of: ExchangeTests.records[2], 50)])
        try group.sync(1)
        group.offices[0].pushCountMax = 2
        for (index, record) in ExchangeTests.records.enumerated() {
            group.write(0, [SmallSchema.name(of: record, 100 + index)])
        }
        try group.hubWrites([SmallSchema.name(of: ExchangeTests.records[5], 70)])
        return group
    }

    private func settle(_ group: inout SmallGroup) throws {
        for _ in 0..<2 {
            for office in group.offices.indices { try group.sync(office) }
        }
        for office in group.offices.indices {
            #expect(group.isLevel(office), "office \(office)")
        }
    }

    @Test func `a sync with nothing to say is one round trip`() throws {
        var group = try busyGroup()
        try settle(&group)
        let wire = try group.sync(0)
        #expect(wire.log == ["hello", "welcome", "page"])
        #expect(wire.office.isDone)
        let office = group.offices[0]
        try group.sync(0)
        #expect(group.offices[0] == office)
    }

    @Test func `a push resumes wherever it was cut`() throws {
        var reference = try busyGroup()
        try settle(&reference)
        let whole = try busyGroup()
        var uncut = whole
        let length = try uncut.sync(0).delivered
        #expect(length >= 12)
        for cut in 0...length {
            var group = whole
            try group.sync(0, cut: cut)
            try settle(&group)
            #expect(
                group.hub.records.mapValues(\.state.canonicalBytes)
                    == reference.hub.records.mapValues(\.state.canonicalBytes), "cut \(cut)")
        }
    }

    @Test(arguments: 1...16)
    func `pages of any size end in the same base, cut anywhere`(rowsMax: Int) throws {
        let whole = try busyGroup()
        var uncut = whole
        let length = try uncut.sync(0, rowsMax: rowsMax).delivered
        #expect(uncut.isLevel(0))
        for cut in 0...length {
            var group = whole
            try group.sync(0, rowsMax: rowsMax, cut: cut)
            try group.sync(0, rowsMax: rowsMax, doubles: true)
            #expect(group.isLevel(0), "cut \(cut)")
        }
    }

    @Test(arguments: 1...9)
    func `a new office catches up page by page, cut anywhere`(rowsMax: Int) throws {
        var whole = try busyGroup()
        try settle(&whole)
        let peer = Peer(
            replica: ReplicaID(bits: 0x999), role: .office, office: SmallGroup.officeIDs[0],
            scopes: [.group, .office(SmallGroup.officeIDs[0])])
        whole.add(peer)
        var uncut = whole
        let length = try uncut.sync(3, rowsMax: rowsMax).delivered
        for cut in 0...length {
            var group = whole
            try group.sync(3, rowsMax: rowsMax, cut: cut)
            #expect(group.offices[3].stashed.isEmpty)
            try group.sync(3, rowsMax: rowsMax)
            #expect(group.isLevel(3), "cut \(cut)")
        }
    }

    @Test func `a page of a long pull waits until the last one`() throws {
        var group = try busyGroup()
        try group.sync(0)
        for record in ExchangeTests.records.dropFirst() {
            try group.hubWrites([SmallSchema.name(of: record, 9)])
        }
        var wire = Wire(peer: group.peers[0], now: group.now, rowsMax: 2)
        group.write(0, [SmallSchema.name(of: ExchangeTests.records[1], 1)])
        try wire.greet(group.offices[0])
        let base = group.offices[0].base
        while wire.log.count(where: { $0 == "page" }) < 2 { _ = try wire.step(&group, 0) }
        #expect(group.offices[0].base == base)
        #expect(group.offices[0].stashed.count == 2)
        #expect(group.offices[0].cursor.through.position > group.offices[0].cursor.from)
        try wire.run(&group, 0)
        #expect(group.isLevel(0))
    }

    @Test func `a doubled page and a doubled acknowledgement change nothing`() throws {
        var group = try busyGroup()
        var wire = Wire(peer: group.peers[0], now: group.now, rowsMax: 2)
        try wire.greet(group.offices[0])
        while try wire.step(&group, 0) { wire.doubleLast() }
        #expect(group.isLevel(0))
        let acknowledged = group.hub.history.last.map {
            HubMessage.Acknowledgement(id: $0.id, head: $0.head, verdicts: $0.verdicts)
        }
        let before = group.offices[0]
        if let acknowledged { group.offices[0].acknowledge(acknowledged) }
        #expect(group.offices[0] == before)
    }

    @Test func `a lost acknowledgement is answered again, the same`() throws {
        var group = SmallGroup()
        let record = ExchangeTests.records[0]
        try group.place(record, at: [0])
        try group.sync(0)
        let sealed = group.write(0, [SmallSchema.name(of: record, 1)])
        let answers = try (0..<3).map { _ in
            try group.admission.admit(sealed.bytes, from: group.peers[0], ledger: &group.hub)
        }
        #expect(Set(answers.map(\.head)).count == 1)
        #expect(answers.map(\.verdicts) == [[.applied], [.applied], [.applied]])
        #expect(group.hub.head.position == 2)
    }

    @Test func `a row met late in a pull may hold entries older than its page`() throws {
        // The case of the model: with one cursor the entry at position `from + 1` would be missed.
        var group = SmallGroup()
        let (early, late) = (ExchangeTests.records[0], ExchangeTests.records[1])
        for record in [early, late] { try group.place(record, at: [0]) }
        try group.sync(0)
        try group.hubWrites([SmallSchema.name(of: late, 1)])
        try group.hubWrites([SmallSchema.name(of: early, 2)])
        try group.sync(0, rowsMax: 1, cut: 2)
        let note = Write(
            record: late, type: "p", attribute: "plan", value: SmallSchema.number(3))
        try group.hubWrites([note])
        try group.sync(0, rowsMax: 1)
        #expect(group.isLevel(0))
        #expect(group.seen(0, late) == [1])
        #expect(group.seen(0, late, "plan") == [3])
    }

    @Test func `an own edit stands until the cursor passes it`() throws {
        var group = SmallGroup()
        let record = ExchangeTests.records[0]
        try group.place(record, at: [0])
        try group.sync(0)
        group.write(0, [SmallSchema.name(of: record, 1)])
        try group.sync(0, cut: 4)
        #expect(group.offices[0].pendingCount == 0)
        #expect(group.seen(0, record) == [1])
        try group.sync(0)
        #expect(group.offices[0].overlay.isEmpty)
        #expect(group.seen(0, record) == [1])
    }
}
