import Merge
import Simulator
import Sync
import Testing

/// Records that come into an office's scope and leave it, with all that hangs on them.
struct ScopeTests {
    private let record = RecordID(bits: 0x900)
    private let child = RecordID(bits: 0x910)

    private func group() throws -> SmallGroup {
        var group = SmallGroup()
        try group.place(record, at: [0])
        try group.hubWrites([
            SmallSchema.name(of: record, 1),
            Write(
                record: child, type: "c", attribute: "p", value: SmallSchema.reference(record)),
            SmallSchema.name(of: child, 2, type: "c"),
        ])
        for office in 0..<3 { try group.sync(office) }
        return group
    }

    private func expectLevel(_ group: inout SmallGroup) throws {
        for office in group.offices.indices {
            try group.sync(office)
            #expect(group.isLevel(office), "office \(office)")
        }
    }

    @Test func `a record that leaves is purged and its child with it`() throws {
        var group = try group()
        #expect(group.offices[0].base.keys.sorted() == [record, child])
        try group.place(record, at: [1])
        try expectLevel(&group)
        #expect(group.offices[0].base.isEmpty)
        #expect(group.offices[1].base.keys.sorted() == [record, child])
    }

    @Test func `a record that comes back travels whole`() throws {
        var group = try group()
        try group.place(record, at: [1])
        try group.sync(0)
        try group.place(record, at: [0, 1])
        try expectLevel(&group)
        #expect(group.seen(0, record) == [1])
        #expect(group.seen(0, child) == [2])
    }

    @Test func `a record that left and came back between two syncs is whole`() throws {
        var group = try group()
        try group.place(record, at: [])
        try group.hubWrites([SmallSchema.name(of: record, 9)])
        try group.place(record, at: [0])
        try expectLevel(&group)
        #expect(group.seen(0, record) == [9])
    }

    @Test(arguments: 1...4)
    func `moves between the pages of one pull end level`(rowsMax: Int) throws {
        var group = try group()
        let others = (0..<4).map { RecordID(bits: 0xA00 + UInt128($0)) }
        for other in others { try group.place(other, at: [0]) }
        try group.sync(0, rowsMax: rowsMax, cut: 3)
        try group.place(record, at: [1])
        try group.sync(0, rowsMax: rowsMax, cut: 2)
        try group.place(record, at: [0])
        try group.place(others[0], at: [])
        try expectLevel(&group)
    }

    @Test func `a child that arrives before its parent waits for it`() throws {
        var group = SmallGroup()
        try group.hubWrites([
            Write(
                record: child, type: "c", attribute: "p", value: SmallSchema.reference(record))
        ])
        try group.sync(0)
        #expect(group.offices[0].base.isEmpty)
        try group.place(record, at: [0])
        try expectLevel(&group)
        #expect(group.offices[0].base.keys.sorted() == [record, child])
    }

    @Test func `a child of two parents is seen where either is, and follows both`() throws {
        var group = try group()
        let second = RecordID(bits: 0x901)
        try group.place(second, at: [1])
        let link = Op(
            record: child, type: "c", attribute: "p", value: SmallSchema.reference(second))
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: SmallGroup.hubReplica, actor: nil, role: .hub, claimedAt: group.now,
                parent: nil, nonce: group.nextNonce(), ops: [link]))
        let hub = Peer(replica: SmallGroup.hubReplica, role: .hub, office: nil, scopes: [])
        _ = try group.admission.admit(sealed.bytes, from: hub, ledger: &group.hub)
        try expectLevel(&group)
        #expect(group.offices[0].base[child] != nil)
        #expect(group.offices[1].base[child] != nil)
        try group.place(record, at: [2])
        try expectLevel(&group)
        let followsFirst = group.offices[2].base[child] != nil
        try group.place(record, at: [0])
        try group.place(second, at: [2])
        try expectLevel(&group)
        let followsSecond = group.offices[2].base[child] != nil
        #expect(followsFirst && followsSecond)
    }

    @Test func `a record leaves only after pending writes to it were pushed`() throws {
        var group = try group()
        try group.place(record, at: [1])
        group.write(0, [SmallSchema.name(of: record, 7)])
        var wire = Wire(peer: group.peers[0], now: group.now)
        try wire.greet(group.offices[0])
        while group.offices[0].base[record] != nil {
            guard try wire.step(&group, 0) else { break }
        }
        #expect(group.offices[0].pendingCount == 0)
        #expect(group.offices[0].base[record] == nil)
        #expect(group.hub.history.last?.verdicts == [.custody])
    }

    @Test func `a record in two scopes leaves with the last one`() throws {
        var group = try group()
        let both = Peer(
            replica: ReplicaID(bits: 0x777), role: .coordinator, office: nil,
            scopes: [.central, .office(SmallGroup.officeIDs[0])])
        group.add(both)
        try expectLevel(&group)
        try group.place(record, at: [1])
        try expectLevel(&group)
        #expect(group.offices[3].base[record] != nil)
    }

    @Test func `a changed subscription pulls from nothing and loses no own write`() throws {
        var group = try group()
        let everywhere = RecordID(bits: 0xE00)
        try group.hubWrites([SmallSchema.name(of: everywhere, 5, type: "g")])
        try group.sync(0)
        group.write(0, [SmallSchema.name(of: record, 8)])
        let office = SmallGroup.officeIDs[0]
        for scopes in [[.office(office)], [.group, .central, .office(office)]] as [[Scope]] {
            group.peers[0] = Peer(
                replica: group.peers[0].replica, role: .office, office: office, scopes: scopes)
            let wire = try group.sync(0)
            // The second tells the hub what was proven; it waits for nothing.
            #expect(wire.log.filter { $0 == "pull" }.count == 2)
            #expect(group.isLevel(0))
            #expect(group.seen(0, record) == [8])
            #expect((group.offices[0].base[everywhere] != nil) == scopes.contains(.group))
        }
    }
}
