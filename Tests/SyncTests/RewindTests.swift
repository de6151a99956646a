import Merge
import Simulator
import Sync
import Testing

/// Restored hubs, cloned disks, restored offices: nothing to heal, nothing lost.
struct RewindTests {
    private let record = RecordID(bits: 0x900)

    private func group() throws -> SmallGroup {
        var group = SmallGroup()
        try group.place(record, at: [0, 1])
        for office in 0..<3 { try group.sync(office) }
        return group
    }

    private func settle(_ group: inout SmallGroup) throws {
        for _ in 0..<2 {
            for office in group.offices.indices { try group.sync(office) }
        }
        for office in group.offices.indices { #expect(group.isLevel(office), "office \(office)") }
    }

    @Test func `a rewound hub gets back what offices still hold`() throws {
        var group = try group()
        let backup = group.hub
        group.write(0, [SmallSchema.name(of: record, 1)])
        try group.sync(0)
        group.write(1, [SmallSchema.name(of: record, 2)])
        try settle(&group)
        let live = group.hub.records.mapValues(\.state.canonicalBytes)
        group.hub = backup
        try settle(&group)
        #expect(group.hub.records.mapValues(\.state.canonicalBytes) == live)
    }

    @Test func `a hub that rewound and grew past where it was is recognised`() throws {
        var group = try group()
        let backup = group.hub
        group.write(0, [SmallSchema.name(of: record, 1)])
        try group.sync(0)
        group.hub = backup
        for value in 10..<15 { try group.hubWrites([SmallSchema.name(of: record, value)]) }
        try settle(&group)
        #expect(group.seen(0, record) == [1, 14])
    }

    @Test func `a head heard of with a page is enough to recognise a rewind`() throws {
        var group = try group()
        let backup = group.hub
        for value in 0..<6 { try group.hubWrites([SmallSchema.name(of: record, value)]) }
        for number in 0xA00..<0xA04 as Range<UInt128> {
            try group.place(RecordID(bits: number), at: [1])
        }
        try group.sync(1, rowsMax: 1, cut: 4)
        #expect(group.offices[1].top == group.hub.head)
        group.hub = backup
        for value in 20..<40 { try group.hubWrites([SmallSchema.name(of: record, value)]) }
        try settle(&group)
        #expect(group.seen(1, record) == [39])
    }

    @Test func `acknowledged change sets are kept until they are inside a backup`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 1)])
        try settle(&group)
        #expect(group.offices[0].own.count == 1)
        group.hub.backedUpThrough = group.hub.head.position - 1
        try settle(&group)
        #expect(group.offices[0].own.count == 1)
        group.hub.backedUpThrough = group.hub.head.position
        try settle(&group)
        #expect(group.offices[0].own.isEmpty)
        #expect(group.seen(0, record) == [1])
    }

    @Test func `two machines with one disk both keep their work`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 1)])
        group.add(group.peers[0])
        group.offices[3] = group.offices[0]
        group.write(0, [SmallSchema.name(of: record, 2)])
        group.write(3, [SmallSchema.name(of: record, 3)])
        try settle(&group)
        #expect(group.seen(0, record) == [2, 3])
        #expect(group.offices[0].base == group.offices[3].base)
        #expect(group.hub.history.count == 4)
    }

    @Test func `an office restored from a backup takes up where the hub is`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 1)])
        let backup = group.offices[0]
        group.write(0, [SmallSchema.name(of: record, 2)])
        try group.sync(0)
        group.offices[0] = backup
        group.write(0, [SmallSchema.name(of: record, 3)])
        try settle(&group)
        #expect(group.seen(0, record) == [2, 3])
    }

    @Test func `a rewound hub and a restored office at once lose only what no disk holds`() throws {
        var group = try group()
        let (hub, office) = (group.hub, group.offices[0])
        group.write(0, [SmallSchema.name(of: record, 1)])
        try group.sync(0)
        group.write(1, [SmallSchema.name(of: record, 2)])
        try settle(&group)
        (group.hub, group.offices[0]) = (hub, office)
        try settle(&group)
        #expect(group.seen(0, record) == [2])
        #expect(group.seen(1, record) == [2])
    }
}
