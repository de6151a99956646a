package import Merge
package import Records

/// What a step takes as evidence.
package enum Evidence: Sendable {
    /// A document's id or the end of it.
    case named(String)
    /// A file that becomes one.
    case file(DocumentDraft)

    /// The document that is named, or is made.
    ///
    /// - Parameter subjects: the records the step is taken on.
    package func document(
        about subjects: [RecordID], at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws(DeedProblem) -> RecordID {
        switch self {
        case .named(let name): try records.find(.document, name)
        case .file(let draft): try draft.add(about: subjects, at: place, into: &writes)
        }
    }
}

/// A document as a person hands it in.
package struct DocumentDraft: Sendable {
    package var kind: String
    package var title: String
    package var bytes: Bytes
    package var mediaType: String?
    package var issuedOn: Day?
    package var expiresOn: Day?
    package var sensitivity: String?

    package init(kind: String, title: String, bytes: Bytes) {
        self.kind = kind
        self.title = title
        self.bytes = bytes
    }

    /// Makes its record, and hands its bytes over to be kept.
    ///
    /// - Parameter subjects: what it is about; with several, only the centre sees the letter.
    /// - Returns: the new document.
    func add(
        about subjects: [RecordID], at place: Place, into writes: inout some WriteSink
    ) throws(DeedProblem) -> RecordID {
        let id = place.newID()
        if let subject = subjects.first, subjects.count == 1 {
            try writes.add(Write(Document.subject, id, subject))
        }
        try writes.add(
            Write(
                Document.content, id,
                [
                    Document.kind(kind), Document.title(title),
                    Document.digest(ContentDigest.hexadecimal(of: bytes)),
                    Document.byteCount(.int(Int64(bytes.count))), Document.mediaType(mediaType),
                    Document.issuedOn(issuedOn), Document.expiresOn(expiresOn),
                    Document.sensitivity(sensitivity),
                ]))
        if subjects.count > 1 {
            try writes.add(
                subjects.map {
                    Write(Document.subjects, id, key: [Document.Subjects.subject($0)])
                })
        }
        writes.keep(bytes)
        return id
    }
}

/// A document taken in by itself.
package struct AddDocument: Deed {
    package var draft: DocumentDraft
    /// Type and name of what it is about; the first says who sees it.
    package var subjects: [(type: String, name: String)]

    package init(_ draft: DocumentDraft, about subjects: [(type: String, name: String)]) {
        self.draft = draft
        self.subjects = subjects
    }

    /// - Returns: the new document.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let about = try subjects.map { subject in
            try records.find(records.schema.type(named: subject.type), subject.name)
        }
        return try draft.add(about: about, at: place, into: &writes)
    }
}
