import Merge
import Simulator
import Sync
import Testing

/// One change set may change more records than a page holds: its position splits over pages.
struct SplitPositionTests {
    private static func records(_ count: Int) -> [RecordID] {
        (0..<count).map { RecordID(bits: 0x9000 + UInt128($0)) }
    }

    /// Records that office 1 has, each with so many bytes; office 0 is level and has another one.
    private func group(_ count: Int, bytes: Int) throws -> SmallGroup {
        var group = SmallGroup()
        try group.place(RecordID(bits: 0x800), at: [0])
        let records = SplitPositionTests.records(count)
        try group.place(records.map { ($0, [1]) })
        for start in stride(from: 0, to: count, by: 200) {
            try group.hubWrites(
                records[start..<min(count, start + 200)].flatMap { record in
                    [
                        SmallSchema.name(of: record, 1),
                        Write(
                            record: record, type: "p", attribute: "text",
                            value: [UInt8](repeating: 7, count: bytes)[...]),
                    ]
                })
        }
        try group.sync(0)
        return group
    }

    private func move(_ group: inout SmallGroup, _ count: Int) throws {
        try group.place(SplitPositionTests.records(count).map { ($0, [0, 1]) })
    }

    @Test func `a move of many records arrives in many pages and as one transaction`() throws {
        var group = try group(700, bytes: 3_300)
        let before = group.hub.head.position
        try move(&group, 700)
        #expect(group.hub.head.position == before + 1)
        var wire = Wire(peer: group.peers[0], now: group.now)
        try wire.greet(group.offices[0])
        var pages: [HubMessage.Page] = []
        var counts: Set<Int> = []
        while try wire.step(&group, 0) {
            // A page that waits for its turn was seen before.
            for case .page(let page) in wire.toOffice where page != pages.last {
                pages.append(page)
            }
            counts.insert(group.offices[0].base.count)
        }
        #expect(pages.count == 3)
        #expect(pages.allSatisfy { $0.rows.count <= SyncLimits.pageBytesMax + 4_096 })
        #expect(pages.dropLast().allSatisfy { $0.to.position == before + 1 && !$0.isLast })
        #expect(pages.last?.to == .end(of: before + 1))
        // Nobody at the office ever saw a part of it.
        #expect(counts == [1, 701])
        #expect(group.isLevel(0))
    }

    @Test(arguments: [1, 2, 7, 23, 24])
    func `an exchange that is cut inside a position goes on there`(rowsMax: Int) throws {
        var whole = try group(24, bytes: 10)
        try move(&whole, 24)
        // With something to push it is the office that says how large the pages are.
        whole.write(0, [SmallSchema.name(of: RecordID(bits: 0x800), 3)])
        var uncut = whole
        let length = try uncut.sync(0, rowsMax: rowsMax).delivered
        #expect(uncut.isLevel(0))
        for cut in 0...length {
            var group = whole
            try group.sync(0, rowsMax: rowsMax, cut: cut)
            try group.hubWrites([SmallSchema.name(of: SplitPositionTests.records(24)[5], 9)])
            try group.sync(0, rowsMax: rowsMax, doubles: true)
            #expect(group.isLevel(0), "cut \(cut)")
        }
    }

    @Test func `a new store shows what it has of a position as it comes`() throws {
        var group = try group(10, bytes: 10)
        try move(&group, 10)
        group.add(
            Peer(
                replica: ReplicaID(bits: 0x777), role: .office, office: SmallGroup.officeIDs[0],
                scopes: group.peers[0].scopes))
        try group.sync(3, rowsMax: 4, cut: 6)
        #expect((1...8).contains(group.offices[3].base.count))
        #expect(group.offices[3].cursor.from == 0)
        try group.sync(3, rowsMax: 4)
        #expect(group.isLevel(3))
    }

    @Test func `a place of many records is repaired in parts, foreign ones too`() throws {
        var group = SmallGroup()
        // One last byte: one place.
        let records = (1...12).map { RecordID(bits: UInt128($0) << 8 | 0x55) }
        for record in records {
            try group.hubWrites([
                SmallSchema.name(of: record, 1, type: "g"),
                Write(
                    record: record, type: "g", attribute: "text",
                    value: [UInt8](repeating: 7, count: 300 << 10)[...]),
            ])
        }
        try group.sync(0)
        group.offices[0].damage(records[11], to: nil)
        for number in [0, 6, 13] as [UInt128] {
            let foreign = RecordID(bits: number << 8 | 0x55 | 1 << 100)
            let low = RecordID(bits: number << 8 | 0x55)
            for id in [foreign, low] where !records.contains(id) {
                group.offices[0].damage(
                    id, to: StoredRecord(id: id, type: "g", state: RecordState()))
            }
        }
        let wire = try group.sync(0)
        #expect(wire.log.count { $0 == "repair" } == 4)
        #expect(group.isLevel(0))
        #expect(wire.office.isEqual == true)
        #expect(group.hub.incidents.count == 1)
    }
}
