import Merge
import Simulator
import Sync
import Testing

/// What the hub kept aside with its bytes comes in at a new position, and is named as what it is.
struct ReleaseTests {
    private static let record = RecordID(bits: 0x900)

    /// A group whose hub keeps one change set unread, as after a proof that it stops the hub.
    private struct Kept {
        var group = SmallGroup()
        let id: ChangeSetID

        init(_ writes: [Write]) throws {
            let sealed = group.write(0, writes)
            id = sealed.id
            let bad = sealed.id
            let careful = Admission(
                rules: group.rules, hub: SmallGroup.hubReplica, now: group.now,
                watch: AdmissionWatch { $0 != bad })
            let answer = try careful.admit(
                sealed.bytes, from: group.peers[0], ledger: &group.hub)
            #expect(answer.verdicts == [.crashed])
        }

        mutating func release() throws -> HubMessage.Acknowledgement? {
            try group.admission.release(id, ledger: &group.hub)
        }

        mutating func admit(_ sealed: SealedChangeSet) throws -> [Verdict] {
            try group.admission.admit(
                sealed.bytes, from: group.peers[0], ledger: &group.hub
            ).verdicts
        }

        var names: [Int] {
            (group.hub.records[ReleaseTests.record]?.state.entries(of: "name") ?? [])
                .compactMap { $0.decoded[0].int.map { Int($0) } }.sorted()
        }

        func audit() throws -> WriteAudit {
            var audit = WriteAudit(schema: SmallSchema.schema)
            try audit.run(group.hub)
            return audit
        }
    }

    @Test func `it is the hub's, at a new position, once, and the first verdict stays`() throws {
        var kept = try Kept([SmallSchema.name(of: Self.record, 7, type: "g")])
        #expect(kept.names == [])
        let answer = try #require(try kept.release())
        #expect(answer.verdicts == [.applied] && answer.head.position == 2)
        #expect(kept.names == [7])
        let release = try #require(kept.group.hub.history.last?.content)
        #expect(release.role == .hub && release.replica == SmallGroup.hubReplica)
        #expect(release.parent == kept.id)
        #expect(release.ops[0].replaces == [EntryID(changeSet: kept.id, index: 0)])
        #expect(kept.group.hub.history.map(\.verdicts) == [[.crashed], [.applied]])
        #expect(try kept.release() == nil)
        #expect(kept.group.hub.history.count == 2)
    }

    @Test func `its entries are their author's, and count on his account`() throws {
        var kept = try Kept([SmallSchema.name(of: Self.record, 7, type: "g")])
        _ = try kept.release()
        let state = kept.group.hub.records[Self.record]?.state
        #expect(state?.entries.first?.origin.replica == kept.group.peers[0].replica)
        let audit = try kept.audit()
        let office = AccountHolder.office(SmallGroup.officeIDs[0])
        #expect(audit.accounts[office]?[.current] == 1)
        #expect(audit.accounts[office]?[.quarantined] == 1)
        #expect(audit.accounts[.hub] == nil && audit.total.isKept)
    }

    @Test func `an edit that saw it and came in before it ends it on arrival`() throws {
        var kept = try Kept([SmallSchema.name(of: Self.record, 7, type: "g")])
        // The office saw its own 7 and wrote 8 over it.
        let edit = kept.group.write(0, [SmallSchema.name(of: Self.record, 8, type: "g")])
        #expect(try kept.admit(edit) == [.applied])
        #expect(kept.names == [8])
        #expect(try kept.release()?.verdicts == [.applied])
        #expect(kept.names == [8])
        #expect(kept.group.hub.records[Self.record]?.state.awaited.isEmpty == true)
        let audit = try kept.audit()
        #expect(audit.total.isKept && audit.total[.superseded] == 1)
    }

    @Test func `an edit that saw it and comes in after it replaces it`() throws {
        var kept = try Kept([SmallSchema.name(of: Self.record, 7, type: "g")])
        let edit = kept.group.write(0, [SmallSchema.name(of: Self.record, 8, type: "g")])
        _ = try kept.release()
        #expect(try kept.admit(edit) == [.applied])
        #expect(kept.names == [8])
        let audit = try kept.audit()
        #expect(audit.total.isKept && audit.total[.superseded] == 1)
    }

    @Test func `it is judged by what its author may do, not by what the hub may`() throws {
        var kept = try Kept([
            Write(
                record: Self.record, type: "p", attribute: "plan", value: SmallSchema.number(3)),
            SmallSchema.name(of: Self.record, 4),
        ])
        #expect(try kept.release()?.verdicts == [.proposed, .applied])
        #expect(kept.names == [4])
        #expect(kept.group.hub.records[Self.record]?.state.entries(of: "plan").isEmpty == true)
    }

    @Test func `what counts, what is refused and what nobody knows is not released`() throws {
        var group = SmallGroup()
        let good = group.write(0, [SmallSchema.name(of: Self.record, 7, type: "g")])
        let admission = group.admission
        _ = try admission.admit(good.bytes, from: group.peers[0], ledger: &group.hub)
        let noise: Bytes = [1, 2, 3]
        _ = try admission.admit(noise, from: group.peers[0], ledger: &group.hub)
        for id in [good.id, SealedChangeSet.address(of: noise), ChangeSetID(bits: 5)] {
            #expect(try admission.release(id, ledger: &group.hub) == nil)
        }
        #expect(group.hub.history.count == 2)
    }

    @Test
    func `of a replica whose registration a restored hub lost, it is judged as who brought it`()
        throws
    {
        var group = SmallGroup()
        let lost = ReplicaID(bits: 1)
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: lost, actor: nil, role: .office, claimedAt: group.now, parent: nil,
                nonce: 1,
                ops: [
                    SmallSchema.name(of: Self.record, 7, type: "g")
                        .op(seeing: RecordState(), shape: nil)
                ]))
        let older = Admission(
            rules: HubRules(
                schema: Schema(version: 1, types: []),
                permission: { request, _ in SmallSchema.permission(request) },
                reactions: { _, _, _ in [] }),
            hub: SmallGroup.hubReplica, now: group.now)
        let first = try older.admit(sealed.bytes, from: group.peers[0], ledger: &group.hub)
        #expect(first.verdicts == [.unknownType])
        #expect(try group.admission.releaseKnown(sealed.id, ledger: &group.hub))
        #expect(group.hub.history.last?.verdicts == [.applied])
        let entries = group.hub.records[Self.record]?.state.entries(of: "name")
        #expect(entries?.map(\.decoded[0]) == [.int(7)])
        #expect(entries?.first?.origin.replica == lost)
        var audit = WriteAudit(schema: SmallSchema.schema)
        try audit.run(group.hub)
        let office = AccountHolder.office(SmallGroup.officeIDs[0])
        #expect(audit.accounts[office]?[.current] == 1 && audit.accounts[.unknown] == nil)
    }

    @Test func `an unknown type comes in once the hub knows it, alone and once`() throws {
        var group = SmallGroup()
        let foreign = RecordID(bits: 0xABC)
        let novel = Write(
            record: foreign, type: "novelty", attribute: "name", value: SmallSchema.number(6))
        let known = SmallSchema.name(of: Self.record, 7, type: "g")
        let sealed = group.write(0, [known, novel])
        let first = try group.admission.admit(
            sealed.bytes, from: group.peers[0], ledger: &group.hub)
        #expect(first.verdicts == [.applied, .unknownType])
        #expect(try !group.admission.releaseKnown(sealed.id, ledger: &group.hub))
        group.rules = HubRules(
            schema: Schema(
                version: 2,
                types: SmallSchema.schema.types + [
                    RecordType(
                        "novelty", "What a newer release adds.", visibility: .group,
                        writers: .offices, [.register("name", .integer(0...9_999), .latest)])
                ]),
            permission: { request, _ in SmallSchema.permission(request) },
            reactions: { _, _, _ in [] })
        #expect(try group.admission.releaseKnown(sealed.id, ledger: &group.hub))
        #expect(try !group.admission.releaseKnown(sealed.id, ledger: &group.hub))
        #expect(group.hub.history.map(\.verdicts).last == [.applied])
        #expect(group.hub.records[foreign]?.state.entries.count == 1)
        #expect(group.hub.records[Self.record]?.state.entries.count == 1)
        // An edit that the office made meanwhile names what it saw: the second op of its own.
        let edit = group.write(
            0,
            [
                Write(
                    record: foreign, type: "novelty", attribute: "name",
                    value: SmallSchema.number(9))
            ])
        _ = try group.admission.admit(edit.bytes, from: group.peers[0], ledger: &group.hub)
        let names = group.hub.records[foreign]?.state.entries(of: "name").map(\.decoded[0])
        #expect(names == [.int(9)])
    }
}
