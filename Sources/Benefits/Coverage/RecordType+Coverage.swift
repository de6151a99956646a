package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A patient's cover under a plan.
    ///
    /// Another plan is another coverage.
    package static let coverage = RecordType(
        "coverage", "A patient's cover under an insurance plan.",
        visibility: .parent(Coverage.patient), writers: .offices,
        Coverage.units)
}

/// What a `coverage` holds.
package enum Coverage: RecordKind {
    package static var type: RecordType { .coverage }

    package static let patient = Register(
        "patient", .reference("patient"), .immutable, required: true)
    package static let insurancePlan = Register(
        "insurancePlan", .reference("insurance_plan"), .immutable, required: true)

    /// Half of one card and half of another is a coverage that nobody has.
    package static let memberId = Field("memberId", .format(.memberID))
    package static let subscriberFamily = Field("subscriberFamily", .text(max: 70))
    package static let subscriberGiven = Field("subscriberGiven", .text(max: 70))
    package static let subscriberBirthDate = Field("subscriberBirthDate", .day)
    package static let relationship = Field(
        "relationship", .choice(["self", "spouse", "child", "other", "unknown"]))
    package static let dependentSuffix = Field("dependentSuffix", .text(max: 20))
    package static let identity = Unit(
        "identity", .blocking,
        [
            memberId, subscriberFamily, subscriberGiven, subscriberBirthDate, relationship,
            dependentSuffix,
        ])

    package static let term = Term(.blocking)

    /// The latest signature counts: consent is dated evidence.
    package static let releaseSignedOn = Field("releaseSignedOn", .day)
    package static let releaseOfInfo = Field("releaseOfInfo", .flag)
    package static let releaseDocument = Field("releaseDocument", .reference("document"))
    package static let release = Unit(
        "release", .maximum, [releaseSignedOn, releaseOfInfo, releaseDocument])

    package static let assignmentSignedOn = Field("assignmentSignedOn", .day)
    package static let assignmentOfBenefits = Field("assignmentOfBenefits", .flag)
    package static let assignmentDocument = Field("assignmentDocument", .reference("document"))
    package static let assignment = Unit(
        "assignment", .maximum, [assignmentSignedOn, assignmentOfBenefits, assignmentDocument])

    /// One of `cardImages`.
    package enum CardImages {
        package static let document = Field("document", .reference("document"), required: true)
    }
    package static let cardImages = Rows.set("cardImages", [CardImages.document])

    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case enter, verifyActive, verifyInactive, markUnknown, terminate
    }
    package static let status = Steps(Step.self)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        patient, insurancePlan, identity, term, release, assignment, cardImages, status, documents,
        notes, imported,
    ]
}
