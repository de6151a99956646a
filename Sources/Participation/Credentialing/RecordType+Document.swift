package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What a document is; its bytes are content-addressed and travel by themselves.
    ///
    /// A new version is a new document that supersedes the old one: documents are evidence.
    package static let document = RecordType(
        "document", "A letter, form, certificate or file that other records rest on.",
        visibility: .optionalParent(Document.subject), writers: .author,
        Document.units)
}

/// What a `document` holds.
package enum Document: RecordKind {
    package static var type: RecordType { .document }

    package static let subject = Register("subject", .anyReference, .immutable)

    package static let kind = Field("kind", .choice(documentKinds), required: true)
    package static let title = Field("title", .text(max: 150), required: true)
    package static let digest = Field("digest", .format(.digest))
    package static let byteCount = Field("byteCount", .integer(0...1 << 40))
    package static let mediaType = Field("mediaType", .text(max: 80))
    package static let issuedOn = Field("issuedOn", .day)
    package static let expiresOn = Field("expiresOn", .day)
    package static let sensitivity = Field(
        "sensitivity", .choice(["normal", "private", "clinical"]))
    package static let supersedes = Field("supersedes", .reference("document"))
    package static let content = Unit(
        "content", .immutable,
        [kind, title, digest, byteCount, mediaType, issuedOn, expiresOn, sensitivity, supersedes])

    /// One of `subjects`.
    package enum Subjects {
        package static let subject = Field("subject", .anyReference, required: true)
    }
    package static let subjects = Rows.set("subjects", [Subjects.subject])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [subject, content, subjects, notes]

    package static let documentKinds = [
        "letter", "portalCapture", "form", "agreement", "amendment", "feeAddendum", "w9",
        "licence", "certificate", "coi", "card", "eob", "consent", "import", "other",
    ]
}
