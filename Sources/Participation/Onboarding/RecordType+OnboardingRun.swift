package import Merge
package import Records

extension RecordType {
    /// A doctor's way into all contracts: which pairs were opened, which were excluded and why.
    package static let onboardingRun = RecordType(
        "onboarding_run", "Brings one doctor into every contract.",
        visibility: .central, writers: .central,
        OnboardingRun.units)
}

/// What an `onboarding_run` holds.
extension OnboardingRun: RecordKind {
    package static var type: RecordType { .onboardingRun }

    package static let practitioner = Register(
        "practitioner", .reference("practitioner"), .immutable, required: true)
    package static let startsOn = Register("startsOn", .day, .review, required: true)
    package static let offices = OfficeRows<Self>()
    package static let pairs = PairRows<Self>("pairs")
    package static let leftOut = PairRows<Self>("exclusions", excluded: true)

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
        practitioner, startsOn, offices, pairs, leftOut, checklist, status, contracts, notes,
    ]
}
