import Merge
import Simulator
import Sync
import Testing

/// Change sets that their office can no longer read, and receipts of what it purged.
struct SealedPushTests {
    private static let record = RecordID(bits: 0x300)
    /// Sealing of a kind: what matters is who opens, and what then happens.
    private static let vault = Vault(publicKey: [4] + Bytes(repeating: 0, count: 64)) { box in
        box.first == 0xAB ? box.dropFirst() : nil
    }

    private func greeted(
        _ group: inout SmallGroup, _ admission: Admission
    ) throws -> (HubSession, [HubMessage]) {
        var session = HubSession(peer: group.peers[0])
        let hello = OfficeMessage.hello(
            OfficeMessage.Hello(
                group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
                top: .origin, cursor: .origin, clock: group.now, pending: 1,
                scopes: group.peers[0].scopes))
        let replies = try session.receive(
            hello, admission: admission, group: SmallGroup.id, now: group.now, ledger: &group.hub)
        return (session, replies)
    }

    private func admission(_ group: SmallGroup, _ watch: AdmissionWatch? = nil) -> Admission {
        Admission(
            rules: group.rules, hub: SmallGroup.hubReplica, now: group.now, vault: Self.vault,
            watch: watch)
    }

    private func push(
        _ box: SealedBox, to group: inout SmallGroup
    ) throws -> HubMessage.Acknowledgement {
        let admission = admission(group)
        var (session, _) = try greeted(&group, admission)
        let replies = try session.receive(
            .pushSealed([box]), admission: admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
        guard case .acknowledged(let answers)? = replies.first else {
            throw SyncError.outOfTurn(phase: "test")
        }
        return try #require(answers.first)
    }

    @Test func `the welcome brings the key, and what it sealed counts as if pushed plainly`()
        throws
    {
        var group = SmallGroup()
        let (_, replies) = try greeted(&group, admission(group))
        guard case .welcome(let welcome)? = replies.first else {
            Issue.record("no welcome")
            return
        }
        #expect(welcome.sealingKey == Self.vault.publicKey)
        let sealed = group.write(
            0, [SmallSchema.name(of: Self.record, 7, type: "g")])
        let box = SealedBox(id: sealed.id, bytes: [0xAB] + sealed.bytes)
        let answer = try push(box, to: &group)
        #expect(answer.id == sealed.id && answer.verdicts == [.applied])
        #expect(try push(box, to: &group) == answer)
        #expect(group.hub.history.last?.bytes == sealed.bytes)
    }

    @Test(arguments: [0xAB, 0x00] as [UInt8])
    func `a box of another change set, or of another key, is answered once and kept`(
        first: UInt8
    ) throws {
        var group = SmallGroup()
        let sealed = group.write(0, [SmallSchema.name(of: Self.record, 7, type: "g")])
        let claimed = ChangeSetID(bits: 42)
        let box = SealedBox(id: claimed, bytes: [first] + sealed.bytes)
        let answer = try push(box, to: &group)
        #expect(answer.id == claimed && answer.verdicts == [.malformed])
        #expect(group.hub.history.last?.bytes == box.bytes)
        #expect(group.hub.records[Self.record] == nil)
    }

    @Test func `a receipt is kept, and one from the future refused`() throws {
        var group = SmallGroup()
        let admission = admission(group)
        var (session, _) = try greeted(&group, admission)
        let receipt = PurgeReceipt(through: 0, count: 3)
        let kept = try session.receive(
            .purged(receipt), admission: admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
        #expect(kept.isEmpty && group.hub.receipts[group.peers[0].replica] == receipt)
        let refused = try session.receive(
            .purged(PurgeReceipt(through: 9, count: 0)), admission: admission,
            group: SmallGroup.id, now: group.now, ledger: &group.hub)
        #expect(refused == [.refused(.outOfTurn)])
    }

    @Test func `a change set that stopped the hub too often is kept unread`() throws {
        var group = SmallGroup()
        let bad = group.write(0, [SmallSchema.name(of: Self.record, 7, type: "g")])
        let good = group.write(0, [SmallSchema.name(of: RecordID(bits: 0x301), 8, type: "g")])
        let admission = admission(group, AdmissionWatch { $0 != bad.id })
        let verdicts = try [bad, good].map {
            try admission.admit($0.bytes, from: group.peers[0], ledger: &group.hub).verdicts
        }
        #expect(verdicts == [[.crashed], [.applied]])
        #expect(group.hub.history.map(\.bytes) == [bad.bytes, good.bytes])
        #expect(group.hub.records[Self.record] == nil)
    }
}
