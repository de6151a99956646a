package import Merge

extension RecordType {
    /// A doctor's way into all contracts: which pairs were opened, which were excluded and why.
    package static let onboardingRun = RecordType(
        "onboarding_run", "Brings one doctor into every contract.",
        visibility: .central, writers: .central,
        OnboardingRun.units)

    /// A doctor's move between offices across the contracts of both.
    package static let moveRun = RecordType(
        "move_run", "Moves one doctor between offices across payor contracts.",
        visibility: .central, writers: .central,
        MoveRun.units)
}

/// What an `onboarding_run` holds.
extension OnboardingRun: RecordKind {
    package static var type: RecordType { .onboardingRun }

    package static let practitioner = Register(
        "practitioner", .reference("practitioner"), .immutable, required: true)
    package static let startsOn = Register("startsOn", .day, .review, required: true)
    package static let offices = OfficeRows<Self>()
    package static let pairs = PairRows<Self>("pairs")
    package static let exclusions = PairRows<Self>("exclusions", excluded: true)

    /// One of `checklist`.
    package enum Checklist {
        package static let documentKind = Field("documentKind", .text(max: 40), required: true)
        package static let formName = Field("formName", .text(max: 100))
        package static let document = Field("document", .reference("document"))
        package static let receivedOn = Field("receivedOn", .day)
    }
    package static let checklist = Rows.map(
        "checklist", .review, key: [Checklist.documentKind, Checklist.formName],
        [Checklist.document, Checklist.receivedOn])

    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case start, itemReceived, allItemsIn, fanOut, firstEffective, lastDecided, abandon, expand
    }
    package static let status = Steps(Step.self)

    /// Blank means every contract; `contract enrol` asks for one.
    package enum Contracts {
        package static let contract = Field(
            "contract", .reference("payor_contract"), required: true)
    }
    package static let contracts = Rows.set("contracts", [Contracts.contract])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        practitioner, startsOn, offices, pairs, exclusions, checklist, status, contracts, notes,
    ]
}

/// What a `move_run` holds.
extension MoveRun: RecordKind {
    package static var type: RecordType { .moveRun }

    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    package static let moveKind = Field(
        "moveKind", .choice(["move", "add", "leave"]), required: true)
    package static let fromOffice = Field("fromOffice", .reference("office"))
    package static let toOffice = Field("toOffice", .reference("office"))
    package static let journey = Unit(
        "journey", .immutable, [practitioner, moveKind, fromOffice, toOffice])

    package static let lastDayOld = Field("lastDayOld", .day)
    package static let firstDayNew = Field("firstDayNew", .day)
    package static let dates = Unit("dates", .review, [lastDayOld, firstDayNew])

    package static let pairs = PairRows<Self>("pairs")
    package static let exclusions = PairRows<Self>("exclusions", excluded: true)
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case plan, expand, send, confirm, allConfirmed, verifyDirectory, dateSlip, cancel
    }
    package static let status = Steps(Step.self)
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [journey, dates, pairs, exclusions, status, notes]
}

/// Pairs of a contract and an office that a run is about.
///
/// Adding wins: a pair does not vanish when two stations expand a run.
package struct PairRows<Owner: RecordKind>: RowsToken {
    package let contract = TypedField<Owner, RecordID>(
        "contract", .reference("payor_contract"), required: true)
    package let office = TypedField<Owner, RecordID>(
        "office", .reference("office"), required: true)
    /// Why a pair was left out; only of those that were.
    package let exclusionReason = TypedField<Owner, String>(
        "exclusionReason", .text(max: 200), required: true)
    package let attribute: Attribute

    init(_ name: String, excluded: Bool = false) {
        let pair = [contract.declared, office.declared]
        self.attribute =
            excluded
            ? .set(name, guarded: true, pair + [exclusionReason.declared]) : .set(name, pair)
    }
}
