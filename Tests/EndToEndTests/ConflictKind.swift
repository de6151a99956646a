import Benefits
import Claims
import DeskKit
import Merge
import Participation
import Records
import Replica
import Rulebook
import Store
import Testing

/// Every kind of conflict, made as it comes about.
enum ConflictKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case siblings
    case blockingSiblings
    case mapEntry
    case settlement
    case editedWhileRemoved = "edited-while-removed"
    case duplicateKey = "duplicate-key"
    case duplicatePatient = "duplicate-patient"
    case duplicateMember = "duplicate-member"
    case overlappingAssignment = "overlapping-assignment"
    case overlappingContractLocation = "overlapping-contract-location"
    case foreignCoverage = "foreign-coverage"
    case excludedDoctor = "excluded-doctor"
    case concurrentSteps = "concurrent-steps"
    case illegalStep = "illegal-step"
    case disagreeingDocuments = "disagreeing-documents"
    case differingAnswers = "differing-answers"
    case overusedAuthorization = "overused-authorization"

    var testDescription: String { rawValue }

    /// As lists name it.
    var kind: String {
        switch self {
        case .siblings, .blockingSiblings, .mapEntry, .settlement: "siblings"
        default: rawValue
        }
    }

    /// Whether it ends in a command; the others end where the matter itself is dealt with.
    var isSettled: Bool { self != .excludedDoctor && self != .overusedAuthorization }

    /// Whether what settles it can be taken back: a step that was annulled stays so.
    var isTakenBack: Bool {
        isSettled && self != .concurrentSteps && self != .illegalStep
    }

    private static let one = RecordID(bits: 0x1111)
    private static let two = RecordID(bits: 0x2222)
    private static let third = RecordID(bits: 0x3333)
    private static let day = Day("2027-02-01") ?? Day(number: 0)

    func make(at desk: LoneDesk) throws {
        switch self {
        case .siblings, .blockingSiblings, .mapEntry, .settlement, .editedWhileRemoved:
            try makeOfOne(at: desk)
        case .concurrentSteps, .illegalStep, .disagreeingDocuments, .excludedDoctor:
            try makeOfWork(at: desk)
        case .differingAnswers, .overusedAuthorization: try makeOfAnswers(at: desk)
        default: try makeOfTwo(at: desk)
        }
    }

    private func patient(_ id: RecordID, _ family: String, _ given: String = "Ana") -> [Write] {
        [
            Write(Patient.name, id, [Patient.name.family(family), Patient.name.given(given)]),
            Write(Patient.birthDate, id, Self.day),
        ]
    }

    private func makeOfOne(at desk: LoneDesk) throws {
        try desk.write(patient(Self.one, "Ruiz"))
        switch self {
        case .blockingSiblings:
            try desk.apart(
                Write(Coverage.identity, Self.two, [Coverage.memberId("A1")]),
                Write(Coverage.identity, Self.two, [Coverage.memberId("B1")]))
        case .mapEntry:
            try desk.apart(
                Write(
                    Credential.numbers, Self.two, key: [Credential.Numbers.document(Self.third)],
                    [Credential.Numbers.number("A1")]),
                Write(
                    Credential.numbers, Self.two, key: [Credential.Numbers.document(Self.third)],
                    [Credential.Numbers.number("B1")]))
        case .settlement:
            try desk.write(patient(Self.two, "Ruiz"))
            let answers = try desk.store.read { transaction in
                let lookup = transaction.lookup
                return [Self.one, Self.two].map { kept in
                    Settlement.writes(
                        Self.one, Self.two, .keep(kept, through: nil), reason: "card"
                    ) { lookup.state($0) }
                }
            }
            for answer in answers { try desk.write(answer, seeing: [:]) }
        case .editedWhileRemoved:
            let state = try desk.store.read { try $0.view(of: Self.one) } ?? RecordState()
            let removal = try LifecycleChange.write(
                type: .patient, record: Self.one, to: .inactive, reason: "moved", seeing: state)
            try desk.apart(
                removal, Write(Patient.language, Self.one, "Welsh"))
        default:
            try desk.apart(
                Write(Patient.sexForClaims, Self.one, "M"),
                Write(Patient.sexForClaims, Self.one, "F"))
        }
    }

    private func makeOfTwo(at desk: LoneDesk) throws {
        switch self {
        case .duplicateKey:
            for id in [Self.one, Self.two] {
                try desk.write([Write(Payor.code, id, "K1")])
            }
        case .overlappingAssignment:
            for id in [Self.one, Self.two] {
                try desk.write([
                    Write(
                        LocationAssignment.pair, id,
                        [
                            LocationAssignment.practitioner(Self.third),
                            LocationAssignment.office(RecordID(bits: 0x4444)),
                        ]),
                    Write(LocationAssignment.term, id, [LocationAssignment.term.from(Self.day)]),
                ])
            }
        case .overlappingContractLocation:
            for id in [Self.one, Self.two] {
                try desk.write([
                    Write(
                        ContractLocation.pair, id,
                        [
                            ContractLocation.contract(Self.third),
                            ContractLocation.office(RecordID(bits: 0x4444)),
                        ]),
                    Write(ContractLocation.term, id, [ContractLocation.term.from(Self.day)]),
                ])
            }
        default: try makeOfPatients(at: desk)
        }
    }

    private func makeOfPatients(at desk: LoneDesk) throws {
        let isAlike = self == .duplicatePatient
        try desk.write(patient(Self.one, "Ruiz"))
        try desk.write(patient(Self.two, isAlike ? "Ruiz" : "Lopez"))
        guard !isAlike else { return }
        let plan = RecordID(bits: 0x4444)
        try desk.write([Write(InsurancePlan.planKey, plan, [InsurancePlan.payor(Self.third)])])
        let owners = self == .duplicateMember ? [Self.one, Self.two] : [Self.two]
        for (place, owner) in owners.enumerated() {
            let id = RecordID(bits: UInt128(0x5551 + place))
            try desk.write([
                Write(Coverage.patient, id, owner),
                Write(Coverage.insurancePlan, id, plan),
                Write(Coverage.identity, id, [Coverage.memberId("M1")]),
            ])
        }
        guard self == .foreignCoverage else { return }
        try desk.write([
            Write(
                Patient.coverageOrder, Self.one,
                key: [Patient.CoverageOrder.effectiveFrom(Self.day)],
                [Patient.CoverageOrder.primaryCoverage(RecordID(bits: 0x5551))])
        ])
    }

    private func makeOfAnswers(at desk: LoneDesk) throws {
        switch self {
        case .differingAnswers:
            for (usage, cents) in [(Self.two, Int64(250_00)), (Self.third, 400_00)] {
                try desk.write([
                    Write(BenefitUsage.coverage, usage, Self.one),
                    Write(
                        BenefitUsage.snapshot, usage,
                        [BenefitUsage.asOf(Self.day), BenefitUsage.maximumUsed(cents)]),
                ])
            }
        case .overusedAuthorization:
            typealias Own = Authorization
            try desk.write([
                Write(Own.coverage, Self.one, Self.two),
                Write(Own.request, Self.one, [Own.kind("prior")]),
                Write(
                    Own.letters, Self.one, key: [Own.Letters.document(Self.third)],
                    [Own.Letters.units(1)]),
            ])
            for days in [Int64(0), 1] {
                let use = [
                    Own.Uses.servedOn(Self.day.advanced(by: days)), Own.Uses.code("D7240"),
                    Own.Uses.tooth(nil as String?), Own.Uses.units(1),
                    Own.Uses.claimNumber(nil as String?),
                ]
                try desk.write([Write(Own.uses, Self.one, key: use)])
            }
        default: break
        }
    }

    private func makeOfWork(at desk: LoneDesk) throws {
        switch self {
        case .excludedDoctor:
            let npi = "2000000010"
            try desk.write([Write(Practitioner.npi, Self.one, npi)])
            try desk.write([
                Write(Exclusion.subject, Self.two, [Exclusion.npi(npi), Exclusion.list("leie")])
            ])
        case .disagreeingDocuments:
            for (letter, days) in [(Self.two, Int64(0)), (Self.third, 30)] {
                try desk.write([
                    Write(
                        Enrollment.effectiveDates, Self.one,
                        key: [Enrollment.EffectiveDates.document(letter)],
                        [Enrollment.EffectiveDates.effectiveFrom(Self.day.advanced(by: days))])
                ])
            }
        case .illegalStep:
            try desk.write([Write(WorkTask.status, Self.one, [WorkTask.status.step("reopen")])])
        default:
            let task = Workflow.task
            try desk.write([try task.write(StepDraft("start"), creating: Self.one)])
            let standing = try desk.store.read { transaction in
                try transaction.projection(of: Self.one).map { type, projection in
                    task.standing(
                        of: RecordView(id: Self.one, type: type, projection: projection))
                }
            }
            guard let standing else { return }
            let steps = try ["done", "cancel"].map { event in
                try task.write(
                    StepDraft(event, on: Self.day, comment: "apart"), record: Self.one,
                    after: standing)
            }
            for step in steps { try desk.write([step]) }
        }
    }
}
