package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A licence, registration, certificate or number that payors ask a doctor for.
    package static let credential = RecordType(
        "credential", "A doctor's licence, registration or certificate.",
        visibility: .offices(Credential.offices, readers: Credential.readers), writers: .central,
        Credential.units)
}

/// What a `credential` holds.
package enum Credential: RecordKind {
    package static var type: RecordType { .credential }

    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    package static let kind = Field("kind", .choice(credentialKinds), required: true)
    package static let subject = Unit("subject", .immutable, [practitioner, kind])

    /// Two documents that disagree both stand; a correction names what it supersedes.
    package enum Numbers {
        package static let document = Field("document", .reference("document"), required: true)
        package static let number = Field("number", .text(max: 40), required: true)
        package static let state = Field("state", .format(.state))
        package static let issuer = Field("issuer", .text(max: 100))
        package static let supersedes = Field("supersedes", .reference("document"))
    }
    package static let numbers = Rows.map(
        "numbers", .blocking, key: [Numbers.document],
        [Numbers.number, Numbers.state, Numbers.issuer, Numbers.supersedes])

    package static let issuedOn = Field("issuedOn", .day)
    package static let expiresOn = Field("expiresOn", .day)
    package static let validityDocument = Field("validityDocument", .reference("document"))
    package static let validity = Unit(
        "validity", .review, [issuedOn, expiresOn, validityDocument])

    /// One of `drugSchedules`.
    package enum DrugSchedules {
        package static let drugSchedule = Field(
            "drugSchedule", .choice(["2", "2N", "3", "3N", "4", "5"]), required: true)
    }
    package static let drugSchedules = Rows.set("drugSchedules", [DrugSchedules.drugSchedule])

    package static let registeredAddress = Address(
        "registeredAddress", prefix: "registered", .review)
    /// Where it counts; everywhere if none is named.
    package static let offices = OfficeRows<Self>()

    /// Where its doctor works: an office raises what expires by itself, line or no line.
    package enum Readers {
        package static let reader = Field("reader", .reference("office"), required: true)
    }
    package static let readers = Rows.set("readers", writers: .hub, [Readers.reader])

    /// An adverse fact is never lost by a merge.
    package static let isSanctioned = Register("isSanctioned", .flag, .maximum)
    package static let supersedes = Register("supersedes", .reference("credential"), .review)
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case draft, submitted, verified, renewalSubmitted, renewed, suspended, revoked, reinstated
        case superseded
    }
    package static let status = Steps(Step.self)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        subject, numbers, validity, drugSchedules, registeredAddress, offices, readers,
        isSanctioned, supersedes, status, documents, notes, imported,
    ]

    private static let credentialKinds = [
        "licence", "dea", "controlledSubstance", "sedationPermit", "boardCertificate", "bls",
        "continuingEducation", "degree", "residency", "hospitalPrivilege", "medicaidId",
        "radiologyPermit", "other",
    ]
}
