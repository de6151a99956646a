import Merge
import Simulator
import Sync
import Testing

/// What the hub says to one change set, op by op.
struct AdmissionTests {
    private let record = RecordID(bits: 0x900)
    private let other = RecordID(bits: 0x901)

    private func group() throws -> SmallGroup {
        var group = SmallGroup()
        try group.place(record, at: [0])
        try group.place(other, at: [0, 1])
        for office in 0..<3 { try group.sync(office) }
        return group
    }

    private func sealed(
        _ group: inout SmallGroup, _ ops: [Op], office: Int = 0, role: Role = .office,
        replica: ReplicaID? = nil
    ) -> SealedChangeSet {
        SealedChangeSet(
            sealing: ChangeSet(
                replica: replica ?? group.peers[office].replica, actor: nil, role: role,
                claimedAt: group.now, parent: nil, nonce: group.nextNonce(), ops: ops))
    }

    private func verdicts(
        _ group: inout SmallGroup, _ ops: [Op], office: Int = 0, role: Role = .office,
        replica: ReplicaID? = nil
    ) throws -> [Verdict] {
        let change = sealed(&group, ops, office: office, role: role, replica: replica)
        return try group.admission.admit(
            change.bytes, from: group.peers[office], ledger: &group.hub
        ).verdicts
    }

    private func op(
        _ attribute: String = "name", _ value: Int? = 1, of id: RecordID? = nil,
        type: String = "p", replaces: [EntryID] = []
    ) -> Op {
        Op(
            record: id ?? record, type: type, attribute: attribute,
            value: value.map { SmallSchema.number($0) }, replaces: replaces)
    }

    @Test func `one bad op leaves the others standing`() throws {
        var group = try group()
        let immutable = try verdicts(&group, [op("birth", 1)])
        #expect(immutable == [.applied])
        let mixed = try verdicts(
            &group,
            [op("name", 5), op("plan", 6), op("birth", 7), op("name", 8, type: "g"), op("tags", 9)])
        #expect(mixed == [.applied, .proposed, .immutable, .wrongType, .applied])
        #expect(group.hub.records[record]?.state.entries(of: "name").count == 1)
        #expect(group.hub.records[record]?.state.entries(of: "plan").isEmpty == true)
    }

    @Test func `naming an entry of another record, attribute or key is quarantined`() throws {
        var group = try group()
        let here = sealed(&group, [op("name", 1), op("tags", 2)])
        let there = sealed(&group, [op("name", 3, of: other)])
        for change in [here, there] {
            _ = try group.admission.admit(change.bytes, from: group.peers[0], ledger: &group.hub)
        }
        let entry = { (change: SealedChangeSet, index: UInt32) in
            [EntryID(changeSet: change.id, index: index)]
        }
        let attacks = [
            op("name", nil, replaces: entry(there, 0)), op("name", nil, replaces: entry(here, 1)),
            op("name", nil, replaces: entry(here, 9)),
            Op(
                record: record, type: "p", attribute: "name", key: [1], value: nil,
                replaces: entry(here, 0)),
        ]
        #expect(
            try verdicts(&group, attacks) == Array(repeating: .foreignEntry, count: attacks.count))
        #expect(try verdicts(&group, [op("name", 4, replaces: entry(here, 0))]) == [.applied])
    }

    @Test func `an entry nobody has heard of may be named, and is awaited`() throws {
        var group = try group()
        let unknown = EntryID(changeSet: ChangeSetID(bits: 42), index: 0)
        #expect(try verdicts(&group, [op("name", 2, replaces: [unknown])]) == [.applied])
        #expect(group.hub.records[record]?.state.awaited.count == 1)
    }

    @Test func `who replaces what has not arrived ends it on arrival`() throws {
        var group = try group()
        let late = sealed(&group, [op("name", 1)])
        let early = EntryID(changeSet: late.id, index: 0)
        #expect(try verdicts(&group, [op("name", 2, replaces: [early])]) == [.applied])
        let answer = try group.admission.admit(
            late.bytes, from: group.peers[0], ledger: &group.hub)
        #expect(answer.verdicts == [.applied])
        let names = group.hub.records[record]?.state.entries(of: "name").map(\.decoded)
        #expect(names == [Value([.int(2)])])
    }

    @Test func `bytes that are no change set get a position and stop nobody`() throws {
        var group = try group()
        let head = group.hub.head.position
        let good = sealed(&group, [op("name", 7)])
        var session = HubSession(peer: group.peers[0])
        let hello = try OfficeSession(now: group.now).hello(
            group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
            ledger: group.offices[0])
        for message in [hello, .push([[], [0xFF, 1], good.bytes, [0xFF, 1]])] {
            let answers = try session.receive(
                message, admission: group.admission, group: SmallGroup.id, now: group.now,
                ledger: &group.hub)
            guard case .acknowledged(let answers) = answers.first else { continue }
            #expect(
                answers.map(\.verdicts) == [[.malformed], [.malformed], [.applied], [.malformed]])
            #expect(answers[3] == answers[1])
        }
        #expect(group.hub.head.position == head + 3)
        try group.sync(0)
        #expect(group.isLevel(0))
    }

    @Test func `nobody speaks for another office's replica or another role`() throws {
        var group = try group()
        let foreign = group.peers[1].replica
        #expect(
            try verdicts(&group, [op(), op()], replica: foreign) == [
                .foreignReplica, .foreignReplica,
            ])
        #expect(
            try verdicts(&group, [op()], replica: SmallGroup.hubReplica) == [.foreignReplica])
        #expect(try verdicts(&group, [op()], role: .admin) == [.foreignRole])
        #expect(group.hub.records[record]?.state.entries(of: "name").isEmpty == true)
    }

    @Test func `writes of a replica whose registration a restored hub lost still count`() throws {
        var group = try group()
        #expect(try verdicts(&group, [op()], replica: ReplicaID(bits: 1)) == [.applied])
    }

    @Test func `an earlier registration of the same office is spoken for`() throws {
        var group = try group()
        let earlier = Peer(
            replica: ReplicaID(bits: 0x299), role: .office, office: group.peers[0].office,
            scopes: [])
        group.hub.principals[earlier.replica] = earlier
        #expect(try verdicts(&group, [op()], replica: earlier.replica) == [.applied])
    }

    @Test func `a write to a record that left the scope is in custody`() throws {
        var group = try group()
        group.write(0, [SmallSchema.name(of: record, 3), SmallSchema.name(of: other, 4)])
        try group.place(record, at: [1])
        try group.sync(0)
        #expect(group.hub.history.last?.verdicts == [.custody, .applied])
        #expect(group.isLevel(0))
        #expect(group.offices[0].base[record] == nil)
    }

    @Test func `a proposed op leaves the overlay when the cursor passes it`() throws {
        var group = try group()
        group.write(
            0,
            [
                Write(record: record, type: "p", attribute: "plan", value: SmallSchema.number(3))
            ])
        #expect(group.seen(0, record, "plan") == [3])
        try group.sync(0, cut: 4)
        #expect(group.seen(0, record, "plan") == [3])
        try group.sync(0)
        #expect(group.seen(0, record, "plan") == [])
        #expect(group.hub.history.last?.verdicts == [.proposed])
        #expect(group.isLevel(0))
    }

    @Test func `unknown attributes, and the centre's unknown types, survive and are relayed`()
        throws
    {
        var group = try group()
        group.add(
            Peer(
                replica: ReplicaID(bits: 0x2FF), role: .coordinator, office: nil,
                scopes: [.group, .central]))
        let foreign = RecordID(bits: 0xABC)
        #expect(try verdicts(&group, [op("invented", 5)]) == [.applied])
        let central = try verdicts(
            &group, [op("anything", 6, of: foreign, type: "novelty")], office: 3,
            role: .coordinator)
        #expect(central == [.applied])
        for office in 0..<4 { try group.sync(office) }
        #expect(group.seen(0, record, "invented") == [5])
        #expect(group.seen(3, foreign, "anything") == [6])
        #expect(group.offices[1].base[foreign] == nil)
        #expect(group.isLevel(0))
    }

    @Test func `an office's unknown type is kept aside, and the rest of its change set counts`()
        throws
    {
        var group = try group()
        let foreign = RecordID(bits: 0xABC)
        let verdicts = try verdicts(
            &group, [op("anything", 6, of: foreign, type: "novelty"), op("name", 5)])
        #expect(verdicts == [.unknownType, .applied])
        #expect(group.hub.records[foreign] == nil)
        #expect(group.hub.records[record]?.state.entries(of: "name").count == 1)
    }

    @Test func `a claim ahead of the hub's clock counts as now, an early one as it is`() throws {
        var group = try group()
        for (offset, counted) in [(5_000, 0), (-5_000, -5_000)] as [(Int64, Int64)] {
            let change = SealedChangeSet(
                sealing: ChangeSet(
                    replica: group.peers[0].replica, actor: nil, role: .office,
                    claimedAt: Timestamp(milliseconds: group.now.milliseconds + offset),
                    parent: nil, nonce: group.nextNonce(), ops: [op()]))
            _ = try group.admission.admit(change.bytes, from: group.peers[0], ledger: &group.hub)
            let effective = group.hub.history.last?.effectiveAt.milliseconds
            #expect(effective == group.now.milliseconds + counted)
        }
    }

    @Test func `the history is a chain over ids, verdicts and times`() throws {
        var group = try group()
        _ = try verdicts(&group, [op(), op("plan", 2)])
        var chain = ChainHash.origin
        for (index, admitted) in group.hub.history.enumerated() {
            chain = chain.next(
                admitted.id, admitted.verdicts, effectiveAt: admitted.effectiveAt)
            #expect(admitted.head == Head(position: UInt64(index) + 1, chain: chain))
        }
    }

    @Test func `what the hub derives follows its cause once`() throws {
        var group = try group()
        let child = RecordID(bits: 0x77)
        let parent = SmallSchema.reference(record)
        group.rules = HubRules(
            schema: SmallSchema.schema,
            permission: { request, _ in SmallSchema.permission(request) },
            reactions: { cause, _, _ in
                guard cause.changeSet.content.role == .office, cause.verdicts == [.applied] else {
                    return []
                }
                return [Write(record: child, type: "c", attribute: "p", value: parent)]
            })
        let change = sealed(&group, [op()])
        for _ in 0..<3 {
            _ = try group.admission.admit(change.bytes, from: group.peers[0], ledger: &group.hub)
        }
        #expect(group.hub.history.count == 4)
        #expect(group.hub.history.last?.content?.role == .hub)
        try group.sync(0)
        #expect(group.offices[0].base[child]?.type == "c")
        #expect(group.isLevel(0))
    }
}
