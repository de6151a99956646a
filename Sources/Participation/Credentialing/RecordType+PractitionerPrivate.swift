package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What only credentialing may see of a doctor; no office ever receives it.
    package static let practitionerPrivate = RecordType(
        "practitioner_private", "A doctor's private facts, for credentialing only.",
        visibility: .credentialing, writers: .central,
        PractitionerPrivate.units)
}

/// What a `practitioner_private` holds.
package enum PractitionerPrivate: RecordKind {
    package static var type: RecordType { .practitionerPrivate }

    package static let practitioner = Register(
        "practitioner", .reference("practitioner"), .immutable, required: true)
    package static let ssn = Register("ssn", .format(.ssn), .review)
    package static let birthDate = Register("birthDate", .day, .review)
    package static let homeAddress = Address("homeAddress", prefix: "home", .latest)
    package static let personalEmail = Register("personalEmail", .format(.email), .latest)
    package static let mobile = Register("mobile", .format(.phone), .latest)

    /// Legal attestations: answered once per application, never edited in place.
    package enum Disclosures {
        package static let application = Field("application", .text(max: 80), required: true)
        package static let question = Field("question", .text(max: 200), required: true)
        package static let answer = Field("answer", .flag, required: true)
        package static let explanation = Field("explanation", .text(max: 2_000))
        package static let document = Field("document", .reference("document"))
    }
    package static let disclosures = Rows.map(
        "disclosures", .immutable, key: [Disclosures.application, Disclosures.question],
        [Disclosures.answer, Disclosures.explanation, Disclosures.document])

    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        practitioner, ssn, birthDate, homeAddress, personalEmail, mobile, disclosures, documents,
        notes,
    ]
}
