import DeskKit
import Benefits
import Foundation
import Merge
import Participation
import Practice
import Records
import Store
import Tables
import Testing

@testable import Replica
@testable import Rulebook

/// The derived table after many edits is what a full look at all records says.
struct ConflictTableTests {
    @Test(arguments: [3, 41, 977] as [UInt64])
    func `rows kept step by step are those of a fresh look`(seed: UInt64) throws {
        let folder = StoreFolder(
            NSTemporaryDirectory() + "bridgework-table-" + UUID().uuidString.prefix(8))
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        var clerk = Clerk(seed: seed)
        let schema = PracticeSchema.current
        let store = try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema), meta: [:])
        for round in 0..<100 {
            try store.write { try clerk.work(in: &$0) }
            if round % 25 == 24 { try expectAllFound(store, "seed \(seed), round \(round)") }
        }
        let kept = try rows(store)
        #expect(kept.count > 10, "seed \(seed) makes too little to compare")
        try store.write { try $0.setMeta("reproject", "1") }
        try store.close()
        let fresh = try Store.opened(folder, as: .replica)
        let again = try rows(fresh)
        #expect(kept.filter { !again.contains($0) } == [], "seed \(seed)")
        #expect(again.filter { !kept.contains($0) } == [], "seed \(seed)")
        #expect(Set(kept.map(\.kind)).count > 5, "seed \(seed): \(Set(kept.map(\.kind)))")
        try fresh.close()
    }

    private func expectAllFound(_ store: Store, _ place: String) throws {
        try store.read { transaction in
            let expected = CrossChecks(transaction.lookupAsWritten).all().map {
                "\($0.id.suffix) \($0.kind.rawValue) \($0.records.map(\.suffix))"
            }
            let found = try transaction.conflicts().filter { $0.attribute.isEmpty }.map {
                "\($0.id.suffix) \($0.kind) \(try transaction.records(of: $0).map(\.suffix))"
            }
            #expect(Set(found).subtracting(expected) == [], "\(place)")
            #expect(Set(expected).subtracting(found) == [], "\(place)")
        }
    }

    /// One row with all that lists show and filter by.
    private struct Row: Equatable {
        let open: OpenConflict
        let records: [RecordID]
        let offices: [RecordID]
        var kind: String { open.kind }
    }

    private func rows(_ store: Store) throws -> [Row] {
        try store.read { transaction in
            try transaction.conflicts().map {
                Row(
                    open: $0, records: try transaction.records(of: $0),
                    offices: try transaction.offices(of: $0.id))
            }
        }
    }

    /// Somebody who edits a few records over and over, sometimes without having looked.
    private struct Clerk {
        private var dice: Dice
        private var clock: Int64 = 1_700_000_000_000
        private var number: UInt64 = 0

        init(seed: UInt64) {
            self.dice = Dice(state: seed)
        }

        mutating func work(in transaction: inout StoreTransaction) throws {
            let writes = try (0..<Int.random(in: 1...12, using: &dice)).flatMap { _ in
                try edit(transaction)
            }
            var unseen = Set<Int>()
            for index in writes.indices where Int.random(in: 0..<4, using: &dice) == 0 {
                unseen.insert(index)
            }
            let ops = try writes.enumerated().map { index, write in
                let seen = try transaction.view(of: write.record) ?? RecordState()
                return write.op(
                    seeing: unseen.contains(index) ? RecordState() : seen,
                    shape: PracticeSchema.current[write.type]?[write.attribute]?.shape)
            }
            let whole = ops.filter { $0.value != nil || !$0.replaces.isEmpty }
            guard !whole.isEmpty else { return }
            clock += Int64.random(in: 0...2_000, using: &dice)
            number += 1
            _ = try transaction.append(
                ChangeSet(
                    replica: ReplicaID(bits: 7), actor: nil, role: .office,
                    claimedAt: Timestamp(milliseconds: clock), parent: try transaction.tip,
                    nonce: number, ops: whole))
        }

        private func id(_ kind: Int, _ number: Int) -> RecordID {
            RecordID(bits: UInt128(kind) << 96 | 0x7 << 76 | UInt128(1) << 63 | UInt128(number))
        }

        private mutating func some(_ kind: Int, _ count: Int) -> RecordID {
            id(kind, Int.random(in: 0..<count, using: &dice))
        }

        private mutating func text(_ texts: String...) -> Scalar {
            .text(texts[Int.random(in: 0..<texts.count, using: &dice)])
        }

        private mutating func day(_ range: ClosedRange<Int64>) -> Scalar {
            .int(Int64.random(in: range, using: &dice))
        }

        private mutating func edit(_ transaction: StoreTransaction) throws -> [Write] {
            let (patient, coverage, office) = (some(1, 12), some(2, 16), some(3, 4))
            switch Int.random(in: 0..<16, using: &dice) {
            case 0, 1:
                return [
                    Write(
                        Patient.name, patient,
                        [
                            Patient.name.family(text("Smith", "Smyth", "Ruiz")),
                            Patient.name.given(text("Ana", "Anna")),
                        ])
                ]
            case 2: return [Write(Patient.birthDate, patient, [Patient.birthDate(day(100...102))])]
            case 3:
                return [Write(Patient.offices, patient, key: [Patient.offices.office(office)])]
            case 4:
                return [
                    Write(
                        removing: [Patient.offices.office(office)], from: Patient.offices, patient)
                ]
            case 5:
                return [
                    Write(
                        Patient.links, patient,
                        key: [
                            Patient.Links.patient(some(1, 12)),
                            Patient.Links.kind(text("notSame", "refer")),
                        ])
                ]
            case 6...11: return insured(patient, coverage)
            default: return try rarer(transaction, patient, coverage, office)
            }
        }

        private mutating func insured(_ patient: RecordID, _ coverage: RecordID) -> [Write] {
            switch Int.random(in: 0..<6, using: &dice) {
            case 0, 1:
                return [
                    Write(Coverage.patient, coverage, patient),
                    Write(Coverage.insurancePlan, coverage, some(4, 2)),
                ]
            case 2:
                return [
                    Write(Coverage.identity, coverage, [Coverage.memberId(text("W1", "W2", "W3"))])
                ]
            case 3:
                return [
                    Write(InsurancePlan.planKey, some(4, 2), [InsurancePlan.payor(some(5, 3))])
                ]
            case 4:
                return [
                    Write(
                        Payor.code, some(5, 3), [Payor.code(text("DELTA", "delta", "MET"))])
                ]
            default:
                return [
                    Write(
                        Patient.coverageOrder, patient,
                        key: [Patient.CoverageOrder.effectiveFrom(day(20_000...20_001))],
                        [
                            Patient.CoverageOrder.primaryCoverage(coverage),
                            Patient.CoverageOrder.secondaryCoverage(some(2, 16)),
                        ])
                ]
            }
        }

        private mutating func rarer(
            _ transaction: StoreTransaction, _ patient: RecordID, _ coverage: RecordID,
            _ office: RecordID
        ) throws -> [Write] {
            switch Int.random(in: 0..<7, using: &dice) {
            case 4, 5: return settlement()
            case 0: return assignment(at: office)
            case 1:
                return [
                    Write(
                        WorkTask.status, some(8, 6),
                        [WorkTask.status.step(text("start", "done", "reopen", "cancel"))])
                ]
            case 2:
                guard Bool.random(using: &dice) else {
                    return [
                        Write(
                            Practitioner.npi, some(7, 3),
                            [Practitioner.npi(text("2000000010", "2000000028"))])
                    ]
                }
                return [
                    Write(
                        Exclusion.subject, some(9, 3),
                        [Exclusion.npi(text("2000000010", "2000000028")), Exclusion.list("leie")])
                ]
            default:
                let records = [patient, coverage, some(5, 3), some(6, 8), some(7, 3)]
                let record = records[Int.random(in: records.indices, using: &dice)]
                let lives: [Lifecycle] = [.active, .active, .inactive, .enteredInError]
                guard let name = try transaction.type(of: record),
                    let type = PracticeSchema.current[name]
                else { return [] }
                return [
                    try LifecycleChange.write(
                        type: type, record: record,
                        to: lives[Int.random(in: lives.indices, using: &dice)], reason: "dice",
                        seeing: transaction.view(of: record) ?? RecordState())
                ]
            }
        }

        private mutating func assignment(at office: RecordID) -> [Write] {
            let id = some(6, 8)
            return [
                Write(
                    LocationAssignment.pair, id,
                    [
                        LocationAssignment.practitioner(some(7, 2)),
                        LocationAssignment.office(office),
                    ]),
                Write(
                    LocationAssignment.term, id,
                    [
                        LocationAssignment.term.from(day(20_000...20_020)),
                        LocationAssignment.term.through(day(20_010...20_040)),
                    ]),
            ]
        }

        /// What somebody says of two records of one kind, or takes back.
        private mutating func settlement() -> [Write] {
            let kinds = [(1, 12), (5, 3), (6, 8), (7, 3)]
            let (kind, count) = kinds[Int.random(in: kinds.indices, using: &dice)]
            let (one, other) = (some(kind, count), some(kind, count))
            guard one != other else { return [] }
            switch Int.random(in: 0..<6, using: &dice) {
            case 0:
                return [
                    Write(
                        record: Settlement.id(one, other), type: "settlement",
                        attribute: "answer", value: nil)
                ]
            case 1: return Settlement.writes(one, other, .distinct, reason: "") { _ in nil }
            case 2 where kind == 6:
                let answer = Settlement.Answer.keep(one, through: Day(number: 20_012))
                return Settlement.writes(one, other, answer, reason: "") { _ in nil }
            default:
                let answer = Settlement.Answer.keep(one, through: nil)
                return Settlement.writes(one, other, answer, reason: "") { _ in nil }
            }
        }
    }

    /// SplitMix64: one seed, one run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
