import Merge
import Sync

/// The people, records and change sets that the vectors tell of.
enum Sample {
    static let group = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_0001)
    static let office = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_0002)
    static let actor = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_0003)
    static let patient = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_0004)
    static let coverage = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_0005)
    static let replica = ReplicaID(bits: 0x0190_0000_0000_7000_8000_0000_0000_00A1)
    static let hub = ReplicaID(bits: 0x0190_0000_0000_7000_8000_0000_0000_00A2)
    static let clock = Timestamp(milliseconds: 1_796_041_681_123)
    static let scopes: [Scope] = [.group, .office(office)]
    static let idSecret = IDSecret(version: 2, 1, 2).ofOffice(office)
    static let addresses = ["hub.example.test:7443", "[2001:db8::7]:8443"].compactMap {
        HubAddress($0)
    }

    static let name = Value([.text("Ng"), .text("Ana Mª")])
    static let document = Value([.text("letter-17")])

    static let created = ChangeSet(
        replica: replica, actor: actor, role: .office, reason: "", claimedAt: clock, parent: nil,
        nonce: 0x0102_0304_0506_0708,
        ops: [
            Op(record: patient, type: "patient", attribute: "name", value: name.encoded),
            Op(
                record: patient, type: "patient", attribute: "offices",
                key: Value([.blob(office.bytes[...])]).encoded, value: Value([]).encoded),
            Op(
                record: coverage, type: "coverage", attribute: "term",
                value: Value([.int(20_454), .null, .flag(true)]).encoded),
        ])

    static let corrected = ChangeSet(
        replica: replica, actor: actor, role: .office, reason: "the card says so",
        claimedAt: Timestamp(milliseconds: clock.milliseconds + 60_000),
        parent: SealedChangeSet(sealing: created).id, nonce: UInt64.max,
        ops: [
            Op(
                record: patient, type: "patient", attribute: "name",
                value: Value([.text("Ng"), .text("Anna")]).encoded,
                replaces: [
                    EntryID(changeSet: SealedChangeSet(sealing: created).id, index: 0),
                    EntryID(changeSet: ChangeSetID(bits: 0xFEED), index: 300),
                ]),
            Op(
                record: patient, type: "patient", attribute: "evidence", key: document.encoded,
                value: nil,
                replaces: [EntryID(changeSet: ChangeSetID(bits: 0xFEED), index: 0)]),
        ])

    /// A unit that a person changed since the last import: the file's word names nothing, its
    /// siblings are told by the other ops' names; and an undo that ends its own entry alone.
    static let beside = ChangeSet(
        replica: replica, actor: actor, role: .office, reason: "import patients",
        claimedAt: Timestamp(milliseconds: clock.milliseconds + 120_000),
        parent: SealedChangeSet(sealing: corrected).id, nonce: 1,
        ops: [
            Op(
                record: patient, type: "patient", attribute: "name",
                value: Value([.text("Ngo"), .text("Anna")]).encoded),
            Op(
                record: patient, type: "patient", attribute: "birthDate", value: nil,
                replaces: [EntryID(changeSet: ChangeSetID(bits: 0xFEED), index: 2)]),
            Op(
                record: patient, type: "patient", attribute: "imported",
                value: Value([.blob([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2])]).encoded,
                replaces: [EntryID(changeSet: ChangeSetID(bits: 0xFEED), index: 3)]),
        ])

    static let derived = ChangeSet(
        replica: hub, actor: nil, role: .hub, reason: "derived",
        claimedAt: Timestamp(milliseconds: 0), parent: nil, nonce: 0,
        ops: [
            Op(
                record: coverage, type: "coverage", attribute: "checked",
                value: Value([.int(-1), .blob([0, 255])]).encoded)
        ])

    static let sealed = [created, corrected, derived].map { SealedChangeSet(sealing: $0) }

    /// The first verdicts of a history: positions 1, 2 and 3.
    static let acknowledgements: [HubMessage.Acknowledgement] = {
        let verdicts: [[Verdict]] = [
            [.applied, .applied, .applied], [.applied, .guardedRemoval], [.malformed],
        ]
        var head = Head.origin
        return zip(sealed, verdicts).map { sealed, verdicts in
            head = Head(
                position: head.position + 1,
                chain: head.chain.next(
                    sealed.id, verdicts, effectiveAt: sealed.content.claimedAt))
            return HubMessage.Acknowledgement(id: sealed.id, head: head, verdicts: verdicts)
        }
    }()

    /// Inside position 3.
    static let split = Cursor(
        from: 2, through: RowMark(position: 3, record: RecordID(bits: 4)))
    static let head = acknowledgements[2].head

    static func state(_ changeSets: [(Int, SealedChangeSet)], of record: RecordID) -> RecordState {
        var state = RecordState()
        for (position, sealed) in changeSets {
            let origin = Origin(of: sealed, position: UInt64(position))
            for (index, op) in sealed.content.ops.enumerated() where op.record == record {
                let id = EntryID(changeSet: sealed.id, index: UInt32(index))
                state.apply(op, id: id, origin: origin) { _ in true }
            }
        }
        return state
    }

    static let pageRows: [PageRow] = {
        let patientState = state([(1, sealed[0]), (2, sealed[1])], of: patient)
        let coverageState = state([(1, sealed[0]), (3, sealed[2])], of: coverage)
        return [
            PageRow(
                record: patient, type: "patient",
                content: .current(Manifest(of: patientState), patientState.entries)),
            PageRow(
                record: coverage, type: "coverage",
                content: .current(
                    Manifest(of: coverageState),
                    coverageState.entries.taking { $0.position($1) == 3 })),
            PageRow(record: office, type: "office", content: .out),
            PageRow(
                record: group, type: "patient", content: .out,
                left: Departure(effectiveAt: clock, offices: [office, actor])),
            PageRow(
                record: actor, type: "user", content: .current(Manifest(of: RecordState()), [])),
            // The office has just pushed the third change set.
            PageRow(
                record: coverage, type: "coverage",
                content: .current(
                    Manifest(of: coverageState),
                    coverageState.entries.taking { $0.position($1) != 3 }),
                omitted: [Origin(of: sealed[2], position: 3)]),
        ]
    }()

    /// A record as a repair brings it.
    static let wholeRow = PageRow(
        record: patient, type: "patient",
        content: {
            let whole = state([(1, sealed[0]), (2, sealed[1])], of: patient)
            return .current(Manifest(of: whole), whole.entries)
        }())

    static let sums: DigestSums = {
        var sums = DigestSums()
        let whole = state([(1, sealed[0]), (2, sealed[1])], of: patient)
        sums.add(
            SetDigest(of: patient, type: "patient", state: whole),
            at: DigestPlace(of: patient, type: "patient"))
        sums.add(SetDigest(bits: .max), at: DigestPlace(type: "patient", bucket: 255))
        sums.add(SetDigest(bits: 1), at: DigestPlace(type: "coverage", bucket: 0))
        return sums
    }()

    static func encoded(_ rows: [PageRow]) -> Bytes {
        var encoder = PageEncoder()
        for row in rows { encoder.append(row) }
        return encoder.encoded
    }
}
