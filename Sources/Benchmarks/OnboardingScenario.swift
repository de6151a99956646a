import Merge
internal import Participation
import Practice
internal import Records
import Rulebook
import Store
import Sync

/// One doctor brought into 200 contracts at 50 offices: 10,000 pairs, each of which opens a case.
///
/// Measured is the hub's whole answer to the run: judging it, deriving the cases, and writing
/// history, records, visibility and readable rows in one transaction.
struct OnboardingScenario {
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let central = ReplicaID(bits: 0xCE)
    private static let offices = 50
    private static let contracts = 200
    private static let doctor = RecordID(bits: 0xD0C)
    private static let run = RecordID(bits: 0x5A)

    private let store: Store
    private let peer = Peer(
        replica: Self.central, role: .coordinator, office: nil, scopes: [.group, .central])

    init(in folder: String) throws {
        self.store = try BenchHub(in: folder, schema: PracticeSchema.current).store
        try admit(Self.group, nonce: 1)
    }

    func measure(into results: inout Results) throws {
        let start = [
            Self.write(Self.run, .onboardingRun, "practitioner", [Self.reference(Self.doctor)]),
            Self.write(Self.run, .onboardingRun, "startsOn", [.int(20_000)]),
            Self.write(Self.run, .onboardingRun, "status", [.text("start"), .int(20_000)]),
        ]
        let cost = try Cost.measured { try admit(start, nonce: 2) }
        let cases = try store.read { try $0.records(of: RecordType.enrollment.name).count }
        guard cases == Self.offices * Self.contracts else {
            throw BenchmarkError.diverged("the cases")
        }
        results.add(.cases, cost.wall * 1_000)
    }

    private func admit(_ writes: [Write], nonce: UInt64) throws {
        let admission = Admission(
            rules: .practice, hub: ReplicaID(bits: 0xB3AC), now: Self.now,
            secret: BenchHub.secret)
        try store.write { transaction in
            for (index, batch) in Write.batches(of: writes).enumerated() {
                let content = ChangeSet(
                    replica: Self.central, actor: nil, role: .coordinator, reason: "bench",
                    claimedAt: Self.now, parent: nil, nonce: nonce << 32 | UInt64(index),
                    ops: batch.map { $0.op(seeing: RecordState(), shape: .log) })
                _ = try admission.admit(
                    SealedChangeSet(sealing: content).bytes, from: peer, ledger: &transaction)
            }
        }
    }

    /// Every contract covers every office of its entity, and the doctor works at all of them.
    private static var group: [Write] {
        let entity = RecordID(bits: 0xE)
        var writes = [write(entity, .organization, "legalName", [.text("Synthetic Dental")])]
        for number in 0..<offices {
            let office = RecordID(bits: 0xA000 + UInt128(number))
            let place = RecordID(bits: 0xB000 + UInt128(number))
            writes += [
                write(office, .office, "code", [.text("O\(number)")]),
                write(office, .office, "organization", [reference(entity)]),
                write(place, .locationAssignment, "pair", [reference(doctor), reference(office)]),
                write(place, .locationAssignment, "term", [.int(19_000)]),
            ]
        }
        for number in 0..<contracts {
            let contract = RecordID(bits: 0xC000 + UInt128(number))
            writes += [
                write(contract, .payorContract, "code", [.text("C\(number)")]),
                write(
                    contract, .payorContract, "parties",
                    [reference(entity), reference(RecordID(bits: 0xF))]),
                write(contract, .payorContract, "term", [.int(18_000)]),
                write(contract, .payorContract, "locationRule", [.text("allLocationsOfTin")]),
            ]
        }
        return writes + [
            write(doctor, .practitioner, "legalName", [.text("Synthetic"), .text("Doctor")])
        ]
    }

    private static func reference(_ id: RecordID) -> Scalar { .blob(id.bytes[...]) }

    private static func write(
        _ record: RecordID, _ type: RecordType, _ attribute: String, _ scalars: [Scalar]
    ) -> Write {
        Write(
            record: record, type: type.name, attribute: attribute, value: Value(scalars).encoded)
    }
}
