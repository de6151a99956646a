import Merge
import Simulator
import Sync
import Synchronization
import Testing

/// What one push may cost the hub, counted and not timed.
struct CostTests {
    private func admit(
        _ ops: [Op], to group: inout SmallGroup, as office: Int = 0
    ) throws -> HubMessage.Acknowledgement {
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: group.peers[office].replica, actor: nil, role: .office,
                claimedAt: group.now, parent: nil, nonce: group.nextNonce(), ops: ops))
        return try group.admission.admit(
            sealed.bytes, from: group.peers[office], ledger: &group.hub)
    }

    private func name(_ record: UInt128, _ value: Int, replaces: [EntryID] = []) -> Op {
        Op(
            record: RecordID(bits: record), type: "g", attribute: "name",
            value: SmallSchema.number(value), replaces: replaces)
    }

    @Test func `what a message holds that nobody can read is told of once`() throws {
        var group = SmallGroup()
        group.rules = HubRules(
            schema: SmallSchema.schema, permission: { _, _ in .allow },
            reactions: { _, _, _ in [] },
            unread: { unread in
                [
                    Write(
                        record: RecordID(bits: unread.id.bits), type: "g", attribute: "name",
                        value: SmallSchema.number(unread.count * 1_000 + unread.byteCount))
                ]
            })
        let junk = (0..<300).map { [0xFF, UInt8($0 % 256), UInt8($0 / 256)][...] as Bytes }
        let good = group.write(0, [SmallSchema.name(of: RecordID(bits: 0x900), 7, type: "g")])
        let answers = try group.admission.admit(
            all: Array(junk[..<3]) + [good.bytes] + Array(junk[3..<9]), from: group.peers[0],
            ledger: &group.hub)
        #expect(answers.map { $0.verdicts == [.malformed] }.count { $0 } == 9)
        #expect(answers[3].verdicts == [.applied])
        let first = RecordID(bits: answers[0].id.bits)
        #expect(group.hub.records.keys.sorted() == [RecordID(bits: 0x900), first].sorted())
        #expect(
            group.hub.records[first]?.state.entries.map(\.value) == [SmallSchema.number(9_027)])
        // The same again says nothing new; of more, only what is new counts.
        let head = group.hub.head
        let again = try group.admission.admit(
            all: Array(junk[..<3]), from: group.peers[0], ledger: &group.hub)
        #expect(again.map(\.head) == answers[..<3].map(\.head) && group.hub.head == head)
        _ = try group.admission.admit(all: junk, from: group.peers[0], ledger: &group.hub)
        #expect(group.hub.records.count == 3)
        // 291 pieces, and one change set of the hub's own.
        #expect(group.hub.head.position == head.position + 292)
    }

    @Test(arguments: [500, 1_000])
    func `what a rule finds out about a record's ops it finds out once`(count: Int) throws {
        let found = Mutex(0)
        var group = SmallGroup()
        group.rules = HubRules(
            schema: SmallSchema.schema,
            permission: { request, _ in
                request.block.once("something") {
                    found.withLock { $0 += 1 }
                    return request.siblings.count == count ? Permission.allow : .propose
                }
            }, reactions: { _, _, _ in [] })
        let ops = (0..<count).map { name(0x900, $0) } + [name(0x901, 1)]
        let answer = try admit(ops, to: &group)
        #expect(found.withLock { $0 } == 2)
        #expect(answer.verdicts.last == .proposed && answer.verdicts.first == .applied)
    }

    @Test func `a finding may be that there is none`() {
        let block = OpBlock()
        var times = 0
        for _ in 0..<3 {
            let found: Int? = block.once("none") {
                times += 1
                return nil
            }
            #expect(found == nil)
        }
        #expect(times == 1 && block.findingCount == 1)
    }
}
