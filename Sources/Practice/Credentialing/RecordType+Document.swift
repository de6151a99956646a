package import Merge

extension RecordType {
    /// What a document is; its bytes are content-addressed and travel by themselves.
    ///
    /// A new version is a new document that supersedes the old one: documents are evidence.
    package static let document = RecordType(
        "document", "A letter, form, certificate or file that other records rest on.",
        visibility: .optionalParent(field: "subject"), writers: .author,
        [
            .register("subject", .anyReference, .immutable),
            .unit(
                "content", .immutable,
                [
                    Field("kind", .choice(documentKinds), required: true),
                    Field("title", .text(max: 150), required: true),
                    Field("digest", .format(.digest)),
                    Field("byteCount", .integer(0...1 << 40)),
                    Field("mediaType", .text(max: 80)),
                    Field("issuedOn", .day),
                    Field("expiresOn", .day),
                    Field("sensitivity", .choice(["normal", "private", "clinical"])),
                    Field("supersedes", .reference("document")),
                ]),
            .set("subjects", [Field("subject", .anyReference, required: true)]),
            .notes,
        ])

    package static let documentKinds = [
        "letter", "portalCapture", "form", "agreement", "amendment", "feeAddendum", "w9",
        "licence", "certificate", "coi", "card", "eob", "consent", "import", "other",
    ]
}
