import Merge

@testable import Participation
@testable import Practice
@testable import Records

/// A few offices, contracts and doctors, with a hub's reactions to what is written.
struct SmallPractice {
    private(set) var lookup = TestLookup()
    var today = Day("2026-11-23") ?? Day(number: 0)

    static let entity: UInt128 = 0xE0
    static let payor: UInt128 = 0xA0
    static let doctor: UInt128 = 0xD0

    /// One entity, one payor, one doctor; offices and contracts come as asked.
    init(offices: [UInt128] = [], contracts: [UInt128] = []) {
        put(.organization, Self.entity, [("legalName", [.text("Synthetic Group")])])
        put(.payor, Self.payor, [("code", [.text("P1")]), ("name", [.text("Synthetic")])])
        put(.practitioner, Self.doctor, [("npi", [.text("2000000002")])])
        for office in offices { self.office(office) }
        for contract in contracts { self.contract(contract) }
    }

    /// Somebody who sees all of both says what holds of two records.
    mutating func settle(_ one: RecordID, _ other: RecordID, _ answer: Settlement.Answer) {
        let seen = lookup
        change(Settlement.writes(one, other, answer, reason: "one") { seen.state($0) })
    }

    mutating func office(_ id: UInt128, opened: String? = nil, closes: String? = nil) {
        put(
            .office, id,
            [
                ("code", [.text("O\(id)")]), ("organization", [.id(Self.entity)]),
                ("operation", [day(opened), day(closes)]),
            ])
    }

    mutating func contract(
        _ id: UInt128, payor: UInt128? = nil, from: String = "2020-01-01", through: String? = nil,
        rule: String? = nil, steps: [String] = ["offer", "makeExecutable", "execute"]
    ) {
        put(
            .payorContract, id,
            [
                ("code", [.text("C\(id)")]),
                ("parties", [.id(Self.entity), .id(payor ?? Self.payor)]),
                ("locationRule", [.text("listedLocations")]),
            ] + (rule.map { [("providerRule", [.text($0)])] } ?? []))
        for step in steps { log(.payorContract, id, step) }
        put(.payorContract, id, [("term", [day(from), day(through)])])
    }

    /// The contract holds at the office.
    mutating func place(
        _ contract: UInt128, at office: UInt128, from: String = "2020-01-01",
        _ through: String? = nil
    ) {
        put(
            .contractLocation, contract << 32 | office,
            [("pair", [.id(contract), .id(office)]), ("term", [day(from), day(through)])])
    }

    mutating func assign(
        _ doctor: UInt128 = Self.doctor, to office: UInt128, from: String = "2026-01-01",
        _ through: String? = nil, role: String? = nil
    ) {
        put(
            .locationAssignment, doctor << 64 | office,
            [
                ("pair", [.id(doctor), .id(office)]), ("term", [day(from), day(through)]),
            ] + (role.map { [("role", [.text($0)])] } ?? []))
    }

    /// A started run.
    mutating func onboard(
        _ id: UInt128 = 0xF0, _ doctor: UInt128 = Self.doctor, from: String = "2026-12-01",
        offices: [UInt128] = [], contracts: [UInt128] = []
    ) {
        let run = RecordID(bits: id)
        change(
            [
                Write(OnboardingRun.practitioner, run, RecordID(bits: doctor)),
                Write(OnboardingRun.startsOn, run, Day(from)),
                Write(OnboardingRun.status, run, [OnboardingRun.status.step("start")]),
            ]
                + offices.map {
                    Write(
                        OnboardingRun.offices, run,
                        key: [OnboardingRun.offices.office(RecordID(bits: $0))])
                }
                + contracts.map {
                    Write(
                        OnboardingRun.contracts, run,
                        key: [OnboardingRun.Contracts.contract(RecordID(bits: $0))])
                })
    }

    mutating func log(
        _ type: RecordType, _ id: RecordID, _ step: String,
        _ facts: KeyValuePairs<String, Scalar?> = [:]
    ) {
        guard let view = lookup.record(id) ?? Optional(blank(type, id)),
            let workflow = Workflow.of(type: type.name)
        else { return }
        var draft = StepDraft(step, comment: "a test")
        for (name, fact) in facts {
            switch name {
            case "document": draft.document = fact?.blob.flatMap { RecordID(bytes: $0) }
            case "happenedOn": draft.happenedOn = fact?.int.map { Day(number: $0) }
            default: draft[named: name] = fact
            }
        }
        do { change([try workflow.write(draft, on: view)]) } catch {
            preconditionFailure("\(step): \(error)")
        }
    }

    mutating func log(_ type: RecordType, _ id: UInt128, _ step: String) {
        log(type, RecordID(bits: id), step)
    }

    private func blank(_ type: RecordType, _ id: RecordID) -> RecordView {
        RecordView(id: id, type: type, projection: type.project(RecordState()))
    }

    mutating func put(_ type: RecordType, _ id: UInt128, _ units: [(String, [Scalar])]) {
        change(units.map { Write(type, $0.0, $0.1, record: RecordID(bits: id)) })
    }

    /// The hub draws its next secret.
    mutating func renewSecret(keepsFormer: Bool = true) {
        let former = [lookup.secret] + lookup.formerSecrets
        lookup.formerSecrets = keepsFormer ? former : []
        lookup.secret = IDSecret(version: lookup.secret.version + 1, 0, 0x4E3)
    }

    /// Writes, and what the hub derives from it.
    ///
    /// - Parameter before: what the writer saw; everything unless said.
    mutating func change(
        _ writes: [Write], seeing before: TestLookup? = nil, by actor: RecordID? = nil
    ) {
        let seen = before ?? lookup
        lookup.write(writes, seeing: before, by: actor)
        lookup.write(reactions(to: writes, seeing: seen))
    }

    func reactions(to writes: [Write], seeing before: TestLookup = TestLookup()) -> [Write] {
        let ops = writes.map { write in
            write.op(seeing: before.state(write.record) ?? RecordState(), shape: nil)
        }
        return Reactions.writes(after: ops, lookup: lookup, today: today)
    }

    private func day(_ text: String?) -> Scalar {
        text.map { .day($0) } ?? .null
    }

    /// The cases in use as contract and office, ascending.
    var cases: [[UInt128]] {
        lookup.records(.enrollment).filter(\.isActive).map { view in
            [view[Enrollment.contract]?.bits ?? 0, view[Enrollment.office]?.bits ?? 0]
        }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    func caseView(_ contract: UInt128, _ office: UInt128) -> RecordView? {
        lookup.records(.enrollment).first {
            $0[Enrollment.contract]?.bits == contract && $0[Enrollment.office]?.bits == office
        }
    }

    func run(_ id: UInt128 = 0xF0) -> OnboardingRun? {
        lookup.record(RecordID(bits: id)).flatMap { OnboardingRun($0) }
    }

    func plan(_ id: UInt128 = 0xF0) -> OnboardingPlan? {
        run(id).map { run in
            OnboardingPlan(run, PairRules(lookup), DoctorStays(of: run.doctor, in: lookup))
        }
    }
}
