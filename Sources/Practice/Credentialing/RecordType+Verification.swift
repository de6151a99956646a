package import Merge

extension RecordType {
    /// One look at a primary source: audit-proof, so written once.
    package static let verification = RecordType(
        "verification", "What a primary source said about a doctor or a credential.",
        visibility: .credentialing, writers: .author,
        [
            .register(
                "practitioner", .reference("practitioner"), .immutable, required: true),
            .unit(
                "finding", .immutable,
                [
                    Field("credential", .reference("credential")),
                    Field("fieldPath", .text(max: 80)),
                    Field("source", .choice(sources), required: true),
                    Field("method", .text(max: 80)),
                    Field("verifiedOn", .day, required: true),
                    Field("result", .choice(results), required: true),
                    Field("document", .reference("document")),
                    Field("verifiedBy", .reference("user")),
                    Field("validForDays", .days),
                ]),
            .notes,
        ])

    private static let sources = [
        "board", "nppes", "npdb", "leie", "sam", "caqh", "payor", "school", "carrier", "other",
    ]

    private static let results = [
        "attested", "validated", "in-process", "req-revalid", "val-fail", "reval-fail",
    ]
}
