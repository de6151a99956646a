import Merge
import Sync
import Testing

@testable import Store

/// What one peer may cost the hub's store, counted and not timed.
struct CostTests {
    private let writer = ReplicaID(bits: 0xA1)

    private func name(_ record: RecordID, _ value: String, replaces: [EntryID] = []) -> Op {
        Op(
            record: record, type: "thing", attribute: "label", value: Value([.text(value)]).encoded,
            replaces: replaces)
    }

    /// Takes in a change set and says how many of the history were opened for it.
    private func admit(
        _ ops: [Op], to hub: Hub, nonce: UInt64
    ) throws -> (HubMessage.Acknowledgement, openedCount: Int) {
        let now = hub.tick()
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: writer, actor: nil, role: .office, claimedAt: now, parent: nil,
                nonce: nonce, ops: ops))
        let peer = Peer(replica: writer, role: .office, office: nil, scopes: [.group])
        let admission = Admission(rules: hub.rules, hub: ReplicaID(bits: 1), now: now)
        return try hub.store.write { transaction in
            let answer = try admission.admit(sealed.bytes, from: peer, ledger: &transaction)
            return (answer, transaction.cache.openedCount)
        }
    }

    @Test(arguments: [200, 400, 800])
    func `a change set that names entries of many opens each of them once`(count: Int) throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let records = (0..<3).map { Sample.id($0) }
        let old = try (0..<40).map { number in
            try admit(records.map { name($0, "old") }, to: hub, nonce: UInt64(number)).0.id
        }
        let seen = records.indices.map { index in
            old.map { EntryID(changeSet: $0, index: UInt32(index)) }
        }
        _ = try admit(
            records.indices.map { name(records[$0], "new", replaces: seen[$0]) }, to: hub,
            nonce: 100)
        // The names go round: whoever keeps the last few open opens them all again and again.
        let ops = (0..<count).map { number in
            name(records[number % 3], "late", replaces: [seen[number % 3][number % 40]])
        }
        let (answer, openedCount) = try admit(ops, to: hub, nonce: 101)
        #expect(answer.verdicts.allSatisfy { $0 == .applied })
        #expect(openedCount == 40)
    }

    @Test func `an entry that stood elsewhere is foreign, dead or alive`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let (one, two) = (Sample.id(1), Sample.id(2))
        let first = try admit([name(one, "a"), name(two, "a")], to: hub, nonce: 1).0.id
        let entries = (0..<2).map { EntryID(changeSet: first, index: UInt32($0)) }
        let unknown = EntryID(changeSet: first, index: 7)
        let stranger = EntryID(changeSet: ChangeSetID(bits: 5), index: 0)
        let alive = try admit(
            [
                name(one, "b", replaces: [entries[1]]), name(one, "c", replaces: [entries[0]]),
                name(two, "d", replaces: [unknown]), name(two, "e", replaces: [stranger]),
            ], to: hub, nonce: 2
        ).0
        #expect(alive.verdicts == [.foreignEntry, .applied, .foreignEntry, .applied])
        let dead = try admit(
            [name(two, "f", replaces: [entries[0]]), name(one, "g", replaces: [entries[0]])],
            to: hub, nonce: 3
        ).0
        #expect(dead.verdicts == [.foreignEntry, .applied])
    }

    @Test func `an event that a peer repeats fills the audit with a bounded number of lines`()
        throws
    {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let begin: Int64 = 1_700_000_000_000
        func lines() throws -> [AuditLine] {
            try hub.store.read { try $0.auditLines(limit: 1_000) }
        }
        for number in 0..<500 {
            try hub.store.write { transaction in
                try transaction.note(
                    PurgeReceipt(through: 0, count: 1), of: writer,
                    at: Timestamp(milliseconds: begin + Int64(number)))
            }
        }
        #expect(try lines().count == AuditRepeats.linesMax)
        // Another's are counted apart.
        try hub.store.write {
            try $0.note(
                PurgeReceipt(through: 0, count: 1), of: ReplicaID(bits: 9),
                at: Timestamp(milliseconds: begin + 600))
        }
        #expect(try lines().count == AuditRepeats.linesMax + 1)
        try hub.store.write {
            try $0.note(
                PurgeReceipt(through: 0, count: 1), of: writer,
                at: Timestamp(milliseconds: begin + 3_600_000))
        }
        let last = try #require(try lines().last)
        #expect(last.detail.contains("488 more like the ones before"))
    }

    @Test func `a replica that asked too much is kept for the status`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        #expect(try hub.store.read { try $0.overQuota() }.isEmpty)
        for (kind, at) in [("junk", 5), ("exchanges", 9)] as [(String, Int64)] {
            try hub.store.write {
                try $0.noteOverQuota(
                    of: writer, kind, count: 3, at: Timestamp(milliseconds: at))
            }
        }
        #expect(
            try hub.store.read { try $0.overQuota() } == [
                OverQuota(replica: writer, kind: "exchanges", at: Timestamp(milliseconds: 9))
            ])
    }
}
