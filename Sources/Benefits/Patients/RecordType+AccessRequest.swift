package import Merge
package import Records
internal import Tables

extension RecordType {
    /// An office asks for a patient whom it does not see; the hub answers by rule.
    package static let accessRequest = RecordType(
        "access_request", "An office asks for a patient known elsewhere.",
        visibility: .office(AccessRequest.office), writers: .hub,
        AccessRequest.units)
}

/// What an `access_request` holds.
package enum AccessRequest: RecordKind {
    package static var type: RecordType { .accessRequest }

    package static let office = Field("office", .reference("office"), required: true)
    package static let family = Field("family", .text(max: 70), required: true)
    package static let given = Field("given", .text(max: 70), required: true)
    package static let birthDate = Field("birthDate", .day, required: true)
    package static let payor = Field("payor", .reference("payor"))
    package static let memberId = Field("memberId", .format(.memberID))
    package static let purpose = Field("purpose", .choice(["treatment", "payment", "operations"]))
    package static let requestedBy = Field("requestedBy", .reference("user"))
    package static let request = Unit(
        "request", .immutable, writers: .office(office),
        [office, family, given, birthDate, payor, memberId, purpose, requestedBy])

    /// One of `answers`.
    package enum Answers {
        package static let step = Field(
            "step", .choice(["granted", "refused", "ambiguous"]), required: true)
        package static let patient = Field("patient", .reference("patient"))
        package static let comment = Field("comment", .text(max: 300))
    }
    package static let answers = Rows.log(
        "answers", writers: .hub, [Answers.step, Answers.patient, Answers.comment])

    static let units: [any UnitToken] = [request, answers]
}
