import Merge
import Store
import Sync
import Testing

/// On whose account a change set goes that does not say whose it is, or says so falsely.
struct AttributionTests {
    private func push(
        _ pieces: [Bytes], from office: Office, to hub: Hub
    ) throws {
        var session = HubSession(peer: office.peer)
        let hello = OfficeMessage.hello(
            OfficeMessage.Hello(
                group: Hub.group, replica: office.replica, schemaVersion: 1, top: .origin,
                cursor: .origin, clock: Timestamp(milliseconds: 1), pending: 2, scopes: []))
        _ = try hub.receive(hello, &session)
        _ = try hub.receive(.push(pieces), &session)
    }

    private func forged(
        as victim: ReplicaID, role: Role = .office, after parent: ChangeSetID?
    ) -> Bytes {
        let write = Sample.write(Sample.id(1), "label", .text("forged"))
        return SealedChangeSet(
            sealing: ChangeSet(
                replica: victim, actor: nil, role: role, claimedAt: Timestamp(milliseconds: 1),
                parent: parent, nonce: 9, ops: [write.op(seeing: RecordState(), shape: nil)])
        ).bytes
    }

    @Test
    func `what names a replica that nobody registered is its sender's, and is released as his`()
        throws
    {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let sender = try Office(2, in: scratch)
        try hub.register(sender.peer)
        let lost = ReplicaID(bits: 0x77)
        let bytes = forged(as: lost, after: nil)
        let id = SealedChangeSet.address(of: bytes)
        let older = Admission(
            rules: HubRules(
                schema: Schema(version: 1, types: []), permission: { _, _ in .allow },
                reactions: { _, _, _ in [] }),
            hub: ReplicaID(bits: 1), now: hub.tick())
        let first = try hub.store.write {
            try older.admit(bytes, from: sender.peer, ledger: &$0)
        }
        #expect(first.verdicts == [.unknownType])
        #expect(try hub.store.read { try $0.kept(id)?.replica } == sender.replica)
        let admission = hub.admission(at: hub.tick())
        let answer = try hub.store.write { try admission.release(id, ledger: &$0) }
        #expect(answer?.verdicts == [.applied])
        let state = try hub.store.read { try $0.record(Sample.id(1))?.state }
        #expect(state?.entries.map(\.origin.replica) == [lost])
        let audit = try AccountedStores.audit(StoreBook(hub.store))
        let account = audit.accounts[.office(sender.officeID)]
        #expect(account?[.current] == 1 && account?[.quarantined] == 1)
        #expect(audit.accounts[.unknown] == nil)
    }

    @Test func `what is forged, and what is no change set, is on its sender's account`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let (victim, sender) = (try Office(1, in: scratch), try Office(2, in: scratch))
        for office in [victim, sender] { try hub.register(office.peer) }
        try victim.write(Sample.write(Sample.id(1), "label", .text("a")))
        let parent = try victim.store.read { try $0.tip }
        try victim.write(Sample.write(Sample.id(1), "label", .text("b")))
        try victim.synchronize(with: hub)
        let pieces = [
            forged(as: victim.replica, after: parent),
            forged(as: sender.replica, role: .hub, after: parent),
            forged(as: ReplicaID(bits: 1), role: .hub, after: parent), [1, 2, 3],
        ]
        try push(pieces, from: sender, to: hub)
        let audit = try AccountedStores.audit(StoreBook(hub.store))
        let accounts = [victim, sender].map { audit.accounts[.office($0.officeID)] }
        #expect(accounts[0]?[.quarantined] == 0 && accounts[0]?.writes == 2)
        #expect(accounts[1]?[.quarantined] == 4 && accounts[1]?.writes == 4)
        #expect(accounts[1]?.reasons[.foreignReplica] == 2)
        #expect(audit.accounts[.hub] == nil && audit.accounts[.unknown] == nil)
        // Two change sets follow one parent, and only one of them is the victim's.
        #expect(try hub.store.read { try $0.auditLines(limit: 9) }.map(\.event) == [])
        let told = try hub.store.historicWrites(of: Sample.id(1)).map(\.replica)
        #expect(
            told == [
                victim.replica, victim.replica, sender.replica, sender.replica, sender.replica,
            ])
        // Nobody's forged word stands for a release of the hub's.
        #expect(try hub.store.read { try $0.release(of: parent ?? ChangeSetID(bits: 0)) } == nil)
    }
}
