import Merge
import Simulator
import Sync
import Testing

/// What an office has pushed in an exchange does not come back in it; and nothing else stays out.
struct EchoTests {
    private let record = RecordID(bits: 0x900)
    private let other = RecordID(bits: 0x901)

    private func group() throws -> SmallGroup {
        var group = SmallGroup()
        try group.place([(record, [0, 1]), (other, [0])])
        for office in 0..<3 { try group.sync(office) }
        return group
    }

    /// Goes on until the wire is silent, or until so many messages have arrived.
    ///
    /// - Returns: the rows that came.
    private func rows(
        _ wire: inout Wire, _ group: inout SmallGroup, _ office: Int, until last: String? = nil
    ) throws -> [PageRow] {
        var rows: [PageRow] = []
        repeat {
            guard wire.log.last != last || last == nil else { return rows }
            if case .page(let page) = wire.toOffice.first {
                rows += try PageDecoder.rows(page.rows)
            }
        } while try wire.step(&group, office)
        return rows
    }

    private func exchange(_ group: inout SmallGroup, _ office: Int) throws -> [PageRow] {
        var wire = Wire(peer: group.peers[office], now: group.now)
        try wire.greet(group.offices[office])
        let rows = try rows(&wire, &group, office)
        #expect(wire.office.isEqual == true && wire.office.repaired == 0)
        #expect(group.isLevel(office))
        return rows
    }

    /// How many entries a row brings, and how many change sets it leaves to the office.
    private func counts(_ row: PageRow) -> [Int] {
        guard case .current(_, let entries) = row.content else { return [] }
        return [entries.count, row.omitted.count]
    }

    @Test func `what was pushed in this exchange stays out of its pages`() throws {
        var group = try group()
        group.write(
            0, [SmallSchema.name(of: record, 7), SmallSchema.name(of: other, 8)])
        group.write(0, [SmallSchema.name(of: other, 9)])
        let rows = try exchange(&group, 0)
        #expect(rows.map(counts) == [[0, 1], [0, 1]])
        #expect(group.seen(0, record) == [7] && group.seen(0, other) == [9])
        // To whom it is news it comes whole.
        #expect(try exchange(&group, 1).map(counts) == [[1, 0]])
        #expect(group.seen(1, record) == [7])
    }

    @Test func `a new record stays out whole, and one that others wrote to in part`() throws {
        var group = try group()
        let new = RecordID(bits: 0x902)
        group.write(
            0,
            [
                SmallSchema.name(of: new, 1, type: "g"),
                Write(
                    record: record, type: "p", attribute: "tags", key: SmallSchema.number(1),
                    value: SmallSchema.number(5)),
            ])
        try group.hubWrites([SmallSchema.name(of: record, 3)])
        #expect(Set(try exchange(&group, 0).map(counts)) == [[0, 1], [1, 1]])
        #expect(group.seen(0, record) == [3] && group.seen(0, new) == [1])
    }

    @Test func `of a change set only what still stands is taken`() throws {
        var group = try group()
        group.write(
            0,
            [
                SmallSchema.name(of: record, 7),
                Write(
                    record: record, type: "p", attribute: "tags", key: SmallSchema.number(1),
                    value: SmallSchema.number(5)),
            ])
        var wire = Wire(peer: group.peers[0], now: group.now)
        try wire.greet(group.offices[0])
        #expect(try rows(&wire, &group, 0, until: "acknowledged").isEmpty)
        // Somebody writes over the name before the page is cut.
        try group.hubWrites([SmallSchema.name(of: record, 9)])
        let found = try rows(&wire, &group, 0)
        #expect(found.map(counts) == [[1, 1]])
        #expect(group.seen(0, record) == [9] && group.isLevel(0))
        #expect(wire.office.isEqual == true && wire.office.repaired == 0)
    }

    @Test func `what an earlier exchange pushed comes whole`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 7)])
        var wire = Wire(peer: group.peers[0], now: group.now)
        try wire.greet(group.offices[0])
        _ = try rows(&wire, &group, 0, until: "acknowledged")
        // The line is cut before the page, and the next exchange has pushed nothing.
        #expect(try exchange(&group, 0).map(counts) == [[1, 0]])
    }

    @Test func `a copy of the disk gets whole what only the other brought`() throws {
        var group = try group()
        group.add(group.peers[0])
        group.offices[3] = group.offices[0]
        group.write(0, [SmallSchema.name(of: record, 7)])
        _ = try exchange(&group, 0)
        group.write(3, [SmallSchema.name(of: other, 8)])
        let rows = try exchange(&group, 3)
        #expect(Set(rows.map(counts)) == [[1, 0], [0, 1]])
    }

    @Test func `a copy that brings the same again needs nothing back`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 7)])
        group.add(group.peers[0])
        group.offices[3] = group.offices[0]
        _ = try exchange(&group, 0)
        #expect(try exchange(&group, 3).map(counts) == [[0, 1]])
        #expect(group.hub.history.count == 2)
    }

    @Test func `a store that lost what it pushed is repaired`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 7)])
        var wire = Wire(peer: group.peers[0], now: group.now)
        try wire.greet(group.offices[0])
        _ = try rows(&wire, &group, 0, until: "acknowledged")
        group.offices[0].release(through: .max)
        _ = try rows(&wire, &group, 0)
        #expect(wire.office.isEqual == true && wire.office.repaired == 1)
        #expect(group.isLevel(0) && group.seen(0, record) == [7])
    }

    @Test func `an office that completes no rows gets them whole`() throws {
        var group = try group()
        let sealed = group.write(0, [SmallSchema.name(of: record, 7)])
        var session = HubSession(peer: group.peers[0])
        let hello = OfficeMessage.Hello(
            group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
            top: group.offices[0].top, cursor: group.offices[0].cursor, clock: group.now,
            pending: 1, scopes: group.offices[0].scopes)
        var said: [HubMessage] = []
        for message in [
            .hello(hello), .push([sealed.bytes]),
            OfficeMessage.pull(OfficeMessage.Pull(cursor: group.offices[0].cursor)),
        ] {
            said = try session.receive(
                message, admission: group.admission, group: SmallGroup.id, now: group.now,
                ledger: &group.hub)
        }
        guard case .page(let page) = said.first else {
            Issue.record("no page came")
            return
        }
        #expect(try PageDecoder.rows(page.rows).map(counts) == [[1, 0]])
    }
}
