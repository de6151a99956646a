package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A doctor's CAQH profile.
    ///
    /// Its password is never stored.
    package static let caqhProfile = RecordType(
        "caqh_profile", "A doctor's CAQH profile and its attestation.",
        visibility: .central, writers: .central,
        CaqhProfile.units)
}

/// What a `caqh_profile` holds.
package enum CaqhProfile: RecordKind {
    package static var type: RecordType { .caqhProfile }

    package static let practitioner = Register(
        "practitioner", .reference("practitioner"), .immutable, required: true)
    package static let caqhId = Register("caqhId", .format(.caqh), .review)
    /// A later attestation is simply newer truth.
    package static let lastAttestedOn = Register("lastAttestedOn", .day, .maximum)
    package static let attestationDays = Register("attestationDays", .days, .review)

    /// One of `authorizedPayors`.
    package enum AuthorizedPayors {
        package static let payor = Field("payor", .reference("payor"), required: true)
    }
    package static let authorizedPayors = Rows.set("authorizedPayors", [AuthorizedPayors.payor])

    /// What a log says of a profile; no workflow reads it.
    package enum Step: String, StepWord {
        case incomplete, ready, attested, expired
    }
    package static let status = Steps(Step.self)
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        practitioner, caqhId, lastAttestedOn, attestationDays, authorizedPayors, status, notes,
        imported,
    ]
}
