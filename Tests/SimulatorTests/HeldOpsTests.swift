import Merge
import Practice
import Records
import Simulator
import Sync
import Testing

/// What the hub writes about ops that do not count, under the group's own rules.
struct HeldOpsTests {
    private static let office = RecordID(bits: 0x0FF1)
    private static let other = RecordID(bits: 0x0FF2)
    private let writer = Peer(
        replica: ReplicaID(bits: 1), role: .office, office: office,
        scopes: [.group, .office(office)])
    private let admission = Admission(
        rules: SimulatedRules.rules, hub: ReplicaID(bits: 0xFF),
        now: Timestamp(milliseconds: 1_000))

    private func hub() -> MemoryHub {
        var hub = MemoryHub()
        hub.principals[writer.replica] = writer
        return hub
    }

    private func bytes(_ ops: [Op], reason: String = "why") -> Bytes {
        SealedChangeSet(
            sealing: ChangeSet(
                replica: writer.replica, actor: nil, role: .office, reason: reason,
                claimedAt: Timestamp(milliseconds: 500), parent: nil, nonce: 7, ops: ops)
        ).bytes
    }

    private func patient(
        _ number: UInt128, _ attribute: String, key: Bytes = [], _ value: Value
    ) -> Op {
        Op(
            record: RecordID(bits: number), type: "patient", attribute: attribute, key: key,
            value: value.encoded, replaces: [])
    }

    private func held(_ kind: HeldWrite.Kind, _ hub: MemoryHub) -> [HeldWrite] {
        hub.records.values.filter { $0.type == kind.recordType.name }.sorted { $0.id < $1.id }
            .compactMap { HeldWrite(kind, in: $0.state) }
    }

    @Test(arguments: [1, 63, 64, 65, 300])
    func `many bad ops of one change set make a bounded number of records`(count: Int) throws {
        var hub = hub()
        let ops = (0..<count).map {
            patient(
                UInt128(0x100 + $0), "language", Value([.text(String(repeating: "x", count: 99))]))
        }
        _ = try admission.admit(bytes(ops), from: writer, ledger: &hub)
        let found = held(.quarantine, hub)
        #expect(found.count == min(count, 64))
        #expect(found.map(\.opCount).reduce(0, +) == count)
        #expect(found.allSatisfy { $0.verdict == "invalid" && $0.office == Self.office })
        #expect(found.count { $0.write == nil } == (count > 64 ? 1 : 0))
    }

    @Test func `what few people may see is not carried to those who see the quarantine`() throws {
        var hub = hub()
        let op = Op(
            record: RecordID(bits: 0x200), type: "practitioner_private", attribute: "ssn",
            value: Value([.text(String(repeating: "9", count: 99))]).encoded)
        let known = try #require(PracticeSchema.current["practitioner_private"])
        #expect(known.attributes.contains { $0.name == op.attribute })
        let answer = try admission.admit(bytes([op]), from: writer, ledger: &hub)
        #expect(answer.verdicts == [.invalid])
        let found = held(.quarantine, hub)
        #expect(found.count == 1 && found.first?.write == nil)
        #expect(found.first?.leftOutBytes == op.value?.count)
    }

    @Test func `bytes that are no change set leave a record of their size and digest`() throws {
        var hub = hub()
        let noise: Bytes = [0xFF, 0xFE, 0xFD]
        let answer = try admission.admit(noise, from: writer, ledger: &hub)
        let again = try admission.admit(noise, from: writer, ledger: &hub)
        #expect(answer == again && answer.verdicts == [.malformed])
        let found = held(.quarantine, hub)
        #expect(found.map(\.leftOutBytes) == [3] && found.first?.write == nil)
        #expect(found.first?.origin?.changeSet == SealedChangeSet.address(of: noise))
        let record = try #require(hub.records.values.first { $0.type == "quarantine" })
        let scopes = hub.visibility(of: record.id).filter(\.isIn).map(\.scope)
        #expect(Set(scopes) == [.central, .office(Self.office)])
    }

    @Test func `what was kept unread comes in when its office says retry, once`() throws {
        var hub = hub()
        let element = Value([.blob(Self.office.bytes[...])]).encoded
        let place = patient(0x100, "offices", key: element, Value([]))
        let kept = bytes([place, patient(0x100, "language", Value([.text("French")]))])
        let id = SealedChangeSet.address(of: kept)
        _ = try admission.keepUnread(kept, .crashed, from: writer, ledger: &hub)
        #expect(hub.records[RecordID(bits: 0x100)] == nil)
        let record = HeldWrite.id(.quarantine, changeSet: id, index: 0)
        let step = try Workflow.quarantine.write(StepDraft("retried"), creating: record)
        let retry = bytes([step.op(seeing: RecordState(), shape: .log)], reason: "again")
        let answer = try admission.admit(retry, from: writer, ledger: &hub)
        #expect(answer.verdicts == [.applied])
        let found = hub.records[RecordID(bits: 0x100)]
        #expect(found?.state.entries(of: "language").count == 1)
        let scopes = hub.visibility(of: RecordID(bits: 0x100)).filter(\.isIn).map(\.scope)
        #expect(Set(scopes) == [.central, .office(Self.office)])
        let length = hub.history.count
        let again = bytes([step.op(seeing: RecordState(), shape: .log)], reason: "and again")
        _ = try admission.admit(again, from: writer, ledger: &hub)
        #expect(hub.history.count == length + 1)
    }

    @Test func `what others may not write is not let in by a retry`() throws {
        var hub = hub()
        let payor = Op(
            record: RecordID(bits: 0x300), type: "payor", attribute: "code",
            value: Value([.text("PAY")]).encoded)
        let kept = bytes([payor])
        _ = try admission.keepUnread(kept, .crashed, from: writer, ledger: &hub)
        _ = try admission.release(SealedChangeSet.address(of: kept), ledger: &hub)
        #expect(hub.records[RecordID(bits: 0x300)] == nil)
        let found = held(.proposal, hub)
        #expect(found.map(\.office) == [Self.office] && found.map(\.author) == [writer.replica])
        // What was asked for is closed: the proposal takes its place.
        let item = HeldWrite.id(
            .quarantine, changeSet: SealedChangeSet.address(of: kept), index: 0)
        #expect(hub.records[item]?.state.entries(of: "status").count == 1)
    }

    @Test func `an unknown type is kept with its size, and nothing of it is carried`() throws {
        var hub = hub()
        let op = Op(
            record: RecordID(bits: 0x400), type: "hologram", attribute: "x",
            value: Value([.text("secret")]).encoded)
        let answer = try admission.admit(bytes([op]), from: writer, ledger: &hub)
        #expect(answer.verdicts == [.unknownType])
        let found = held(.quarantine, hub)
        #expect(found.map(\.verdict) == ["unknown-type"] && found.map(\.write) == [nil])
        #expect(found.map(\.leftOutBytes) == [op.value?.count])
    }

    @Test func `an op in custody goes where its record is visible now`() throws {
        var hub = hub()
        let element = Value([.blob(Self.other.bytes[...])]).encoded
        let record = RecordID(bits: 0x100)
        let place = Op(
            record: record, type: "patient", attribute: "offices", key: element,
            value: Value([]).encoded, replaces: [])
        let owner = Peer(
            replica: ReplicaID(bits: 2), role: .office, office: Self.other,
            scopes: [.group, .office(Self.other)])
        hub.principals[owner.replica] = owner
        let made = SealedChangeSet(
            sealing: ChangeSet(
                replica: owner.replica, actor: nil, role: .office,
                claimedAt: Timestamp(milliseconds: 1), parent: nil, nonce: 1, ops: [place]))
        _ = try admission.admit(made.bytes, from: owner, ledger: &hub)
        let late = patient(0x100, "language", Value([.text("French")]))
        let child = Op(
            record: RecordID(bits: 0x200), type: "coverage", attribute: "patient",
            value: Value([.blob(record.bytes[...])]).encoded, replaces: [])
        let answer = try admission.admit(bytes([late, child]), from: writer, ledger: &hub)
        #expect(answer.verdicts == [.custody, .custody])
        let found = held(.custody, hub)
        #expect(found.compactMap(\.write?.attribute).sorted() == ["language", "patient"])
        for item in hub.records.values where item.type == "custody" {
            let scopes = hub.visibility(of: item.id).filter(\.isIn).map(\.scope)
            #expect(Set(scopes) == [.central, .office(Self.other)])
        }
    }

    @Test func `a held write reads back as it was, and a reason of many lines as one`() throws {
        let op = Op(
            record: RecordID(bits: 5), type: "patient", attribute: "phones", key: [1, 2],
            value: nil, replaces: [EntryID(changeSet: ChangeSetID(bits: 9), index: 3)])
        var draft = HeldWriteDraft(
            author: writer.replica, office: Self.office, reason: "two\nlines")
        draft.verdict = "custody"
        draft.changeSet = ChangeSetID(bits: 77)
        draft.claimedAt = Timestamp(milliseconds: 4)
        let write = draft.custody(op, index: 8, about: RecordID(bits: 6))
        let held = try #require(self.held(write, .custody))
        #expect(held.write?.key == [1, 2] && held.write?.value == nil)
        #expect(held.replaces == Set(op.replaces) && held.reason == "two lines")
        #expect(held.origin == EntryID(changeSet: ChangeSetID(bits: 77), index: 8))
        #expect(held.claimedAt == Timestamp(milliseconds: 4))
    }

    @Test(arguments: [0, 1]) func `what is too large to carry says how large it was`(
        over: Int
    ) throws {
        let room = MergeLimits.valueBytesMax - 8_192
        let op = Op(
            record: RecordID(bits: 5), type: "patient", attribute: "language",
            value: Bytes(repeating: 0, count: room + over), replaces: [])
        var draft = HeldWriteDraft(author: writer.replica, office: nil, reason: "")
        draft.verdict = "invalid"
        draft.changeSet = ChangeSetID(bits: 1)
        let write = draft.quarantine(op, index: 0)
        #expect(try #require(write.value).count <= MergeLimits.valueBytesMax)
        let held = try #require(self.held(write, .quarantine))
        #expect(held.leftOutBytes == (over == 0 ? 0 : room + 1))
        #expect((held.write?.value == nil) == (over == 1))
    }

    private func held(_ write: Write, _ kind: HeldWrite.Kind) -> HeldWrite? {
        let origin = Origin(
            changeSet: ChangeSetID(bits: 1), position: 1, effectiveAt: Timestamp(milliseconds: 0),
            replica: writer.replica, actor: nil)
        let entry = Entry(
            id: EntryID(changeSet: origin.changeSet, index: 0), attribute: write.attribute,
            key: [], value: write.value ?? [], origin: origin)
        return HeldWrite(kind, in: RecordState(entries: [entry]))
    }
}
