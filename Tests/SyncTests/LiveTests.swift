import Merge
import Simulator
import Sync
import Testing

/// Live mode: the hub holds a pull until there is something to say.
struct LiveTests {
    private let record = RecordID(bits: 0x900)

    private func live() throws -> (group: SmallGroup, wire: Wire) {
        var group = SmallGroup()
        try group.place(record, at: [0, 1])
        var wire = Wire(peer: group.peers[0], now: group.now, isLive: true)
        try wire.greet(group.offices[0])
        try wire.run(&group, 0)
        return (group, wire)
    }

    @Test func `a live office stays on the line and waits`() throws {
        let (group, wire) = try live()
        #expect(wire.office.phase == .level)
        #expect(!wire.office.isDone)
        #expect(wire.log.last == "pull")
        #expect(group.isLevel(0))
    }

    @Test func `what happens elsewhere arrives by itself`() throws {
        var (group, wire) = try live()
        for value in 1...3 {
            try group.hubWrites([SmallSchema.name(of: record, value)])
            try wire.historyGrew(group)
            try wire.run(&group, 0)
            #expect(group.seen(0, record) == [value])
            #expect(group.isLevel(0))
        }
    }

    @Test func `what is no business of the office wakes nobody`() throws {
        var (group, wire) = try live()
        try group.place(RecordID(bits: 0x901), at: [2])
        try wire.historyGrew(group)
        #expect(wire.toOffice.isEmpty)
    }

    @Test func `a page on its way is not sent twice`() throws {
        var (group, wire) = try live()
        try group.hubWrites([SmallSchema.name(of: record, 1)])
        try wire.historyGrew(group)
        try wire.historyGrew(group)
        #expect(wire.toOffice.count == 1)
    }

    @Test func `a local write is pushed at once and the cursor passes it`() throws {
        var (group, wire) = try live()
        for value in 1...3 {
            group.write(0, [SmallSchema.name(of: record, value)])
            try wire.wrote(&group, 0)
            try wire.run(&group, 0)
            #expect(group.isLevel(0))
            #expect(group.hub.records[record]?.state.entries(of: "name").count == 1)
        }
        try wire.wrote(&group, 0)
        #expect(wire.toHub.isEmpty)
    }

    @Test func `a push and a page that cross do no harm`() throws {
        var (group, wire) = try live()
        try group.hubWrites([SmallSchema.name(of: record, 5)])
        try wire.historyGrew(group)
        group.write(0, [SmallSchema.name(of: record, 6)])
        try wire.wrote(&group, 0)
        try wire.run(&group, 0)
        #expect(group.isLevel(0))
        #expect(group.seen(0, record) == [5, 6])
        try group.hubWrites([SmallSchema.name(of: record, 7)])
        try wire.historyGrew(group)
        try wire.run(&group, 0)
        #expect(group.seen(0, record) == [7])
    }

    @Test func `a write made while a page arrives is pushed afterwards`() throws {
        var (group, wire) = try live()
        try group.hubWrites([SmallSchema.name(of: record, 5)])
        try wire.historyGrew(group)
        group.write(0, [SmallSchema.name(of: record, 6)])
        try wire.run(&group, 0)
        #expect(group.offices[0].pendingCount == 0)
        #expect(group.isLevel(0))
    }

    @Test func `a nightly exchange ends when level`() throws {
        var group = SmallGroup()
        try group.place(record, at: [0])
        let wire = try group.sync(0)
        #expect(wire.office.isDone)
        #expect(wire.office.received == 1)
        #expect(wire.office.pushed == 0)
    }
}
