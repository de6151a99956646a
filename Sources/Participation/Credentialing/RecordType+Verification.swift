package import Merge
package import Records

extension RecordType {
    /// One look at a primary source: audit-proof, so written once.
    package static let verification = RecordType(
        "verification", "What a primary source said about a doctor or a credential.",
        visibility: .credentialing, writers: .author,
        Verification.units)
}

/// What a `verification` holds.
package enum Verification: RecordKind {
    package static var type: RecordType { .verification }

    package static let practitioner = Register(
        "practitioner", .reference("practitioner"), .immutable, required: true)

    package static let credential = Field("credential", .reference("credential"))
    package static let fieldPath = Field("fieldPath", .text(max: 80))
    package static let source = Field("source", .choice(sources), required: true)
    package static let method = Field("method", .text(max: 80))
    package static let verifiedOn = Field("verifiedOn", .day, required: true)
    package static let result = Field("result", .choice(results), required: true)
    package static let document = Field("document", .reference("document"))
    package static let verifiedBy = Field("verifiedBy", .reference("user"))
    package static let validForDays = Field("validForDays", .days)
    package static let finding = Unit(
        "finding", .immutable,
        [
            credential, fieldPath, source, method, verifiedOn, result, document, verifiedBy,
            validForDays,
        ])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [practitioner, finding, notes]

    private static let sources = [
        "board", "nppes", "npdb", "leie", "sam", "caqh", "payor", "school", "carrier", "other",
    ]

    private static let results = [
        "attested", "validated", "in-process", "req-revalid", "val-fail", "reval-fail",
    ]
}
