import DeskKit
import Merge
import Practice
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

    var testDescription: String { rawValue }

    /// As lists name it.
    var kind: String {
        switch self {
        case .siblings, .blockingSiblings, .mapEntry, .settlement: "siblings"
        default: rawValue
        }
    }

    /// Whether it ends in a command; the others end where the matter itself is dealt with.
    var isSettled: Bool { self != .excludedDoctor }

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
        default: try makeOfTwo(at: desk)
        }
    }

    private func patient(_ id: RecordID, _ family: String, _ given: String = "Ana") -> [Write] {
        [
            Write(.patient, id, "name", ["family": .text(family), "given": .text(given)]),
            Write(.patient, id, "birthDate", ["birthDate": .day(Self.day)]),
        ]
    }

    private func makeOfOne(at desk: LoneDesk) throws {
        try desk.write(patient(Self.one, "Ruiz"))
        switch self {
        case .blockingSiblings:
            try desk.apart(
                Write(.coverage, Self.two, "identity", ["memberId": .text("A1")]),
                Write(.coverage, Self.two, "identity", ["memberId": .text("B1")]))
        case .mapEntry:
            try desk.apart(
                Write(
                    .credential, Self.two, "numbers", key: ["document": .reference(Self.third)],
                    ["number": .text("A1")]),
                Write(
                    .credential, Self.two, "numbers", key: ["document": .reference(Self.third)],
                    ["number": .text("B1")]))
        case .settlement:
            try desk.write(patient(Self.two, "Ruiz"))
            let answers = [Self.one, Self.two].map { kept in
                Settlement.writes(
                    Self.one, Self.two, .keep(kept, through: nil), reason: "card", isNew: true)
            }
            for answer in answers { try desk.write(answer, seeing: [:]) }
        case .editedWhileRemoved:
            let state = try desk.store.read { try $0.view(of: Self.one) } ?? RecordState()
            let removal = try LifecycleChange.write(
                type: .patient, record: Self.one, to: .inactive, reason: "moved", seeing: state)
            try desk.apart(
                removal, Write(.patient, Self.one, "language", ["language": .text("Welsh")]))
        default:
            try desk.apart(
                Write(.patient, Self.one, "sexForClaims", ["sexForClaims": .text("M")]),
                Write(.patient, Self.one, "sexForClaims", ["sexForClaims": .text("F")]))
        }
    }

    private func makeOfTwo(at desk: LoneDesk) throws {
        switch self {
        case .duplicateKey:
            for id in [Self.one, Self.two] {
                try desk.write([Write(.payor, id, "code", ["code": .text("K1")])])
            }
        case .overlappingAssignment:
            for id in [Self.one, Self.two] {
                try desk.write([
                    Write(
                        .locationAssignment, id, "pair",
                        [
                            "practitioner": .reference(Self.third),
                            "office": .reference(RecordID(bits: 0x4444)),
                        ]),
                    Write(.locationAssignment, id, "term", ["effectiveFrom": .day(Self.day)]),
                ])
            }
        case .overlappingContractLocation:
            for id in [Self.one, Self.two] {
                try desk.write([
                    Write(
                        .contractLocation, id, "pair",
                        [
                            "contract": .reference(Self.third),
                            "office": .reference(RecordID(bits: 0x4444)),
                        ]),
                    Write(.contractLocation, id, "term", ["effectiveFrom": .day(Self.day)]),
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
        try desk.write([Write(.insurancePlan, plan, "planKey", ["payor": .reference(Self.third)])])
        let owners = self == .duplicateMember ? [Self.one, Self.two] : [Self.two]
        for (place, owner) in owners.enumerated() {
            let id = RecordID(bits: UInt128(0x5551 + place))
            try desk.write([
                Write(.coverage, id, "patient", ["patient": .reference(owner)]),
                Write(.coverage, id, "insurancePlan", ["insurancePlan": .reference(plan)]),
                Write(.coverage, id, "identity", ["memberId": .text("M1")]),
            ])
        }
        guard self == .foreignCoverage else { return }
        try desk.write([
            Write(
                .patient, Self.one, "coverageOrder", key: ["effectiveFrom": .day(Self.day)],
                ["primaryCoverage": .reference(RecordID(bits: 0x5551))])
        ])
    }

    private func makeOfWork(at desk: LoneDesk) throws {
        switch self {
        case .excludedDoctor:
            let npi = Scalar.text("2000000010")
            try desk.write([Write(.practitioner, Self.one, "npi", ["npi": npi])])
            try desk.write([
                Write(.exclusion, Self.two, "subject", ["npi": npi, "list": .text("leie")])
            ])
        case .disagreeingDocuments:
            for (letter, days) in [(Self.two, Int64(0)), (Self.third, 30)] {
                try desk.write([
                    Write(
                        .enrollment, Self.one, "effectiveDates",
                        key: ["document": .reference(letter)],
                        ["effectiveFrom": .day(Self.day.advanced(by: days))])
                ])
            }
        case .illegalStep:
            try desk.write([Write(.task, Self.one, "status", ["step": .text("reopen")])])
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
