package import Merge

extension RecordType {
    /// What only credentialing may see of a doctor; no office ever receives it.
    package static let practitionerPrivate = RecordType(
        "practitioner_private", "A doctor's private facts, for credentialing only.",
        visibility: .credentialing, writers: .central,
        [
            .register(
                "practitioner", .reference("practitioner"), .immutable, required: true),
            .register("ssn", .format(.ssn), .review),
            .register("birthDate", .day, .review),
            .address("homeAddress", prefix: "home", .latest),
            .register("personalEmail", .format(.email), .latest),
            .register("mobile", .format(.phone), .latest),
            // Legal attestations: answered once per application, never edited in place.
            .map(
                "disclosures", .immutable,
                key: [
                    Field("application", .text(max: 80), required: true),
                    Field("question", .text(max: 200), required: true),
                ],
                [
                    Field("answer", .flag, required: true),
                    Field("explanation", .text(max: 2_000)),
                    Field("document", .reference("document")),
                ]),
            .documents,
            .notes,
        ])
}
