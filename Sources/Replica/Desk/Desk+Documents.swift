package import Merge
import Practice
import Store

extension Desk {
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
    }

    /// What a command takes as evidence.
    package enum Evidence: Sendable {
        /// A document's id or the end of it.
        case named(String)
        case file(DocumentDraft)
    }

    /// Keeps a document's bytes in the store's folder and makes its record.
    ///
    /// - Parameter subjects: type and name of what it is about; the first says who sees it.
    package func addDocument(
        _ draft: DocumentDraft, subjects: [(type: String, name: String)], actor: RecordID?,
        reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let about = try subjects.map { subject in
                try find(type(named: subject.type), subject.name, transaction)
            }
            let (id, writes) = document(draft, about: about)
            _ = try DocumentFolder(store.folder).keep(draft.bytes)
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    /// The evidence a step names: a document that is here, or a file that becomes one.
    ///
    /// Its bytes are kept with `keep(_:)`, once nothing stands in the way of the step.
    ///
    /// - Parameter about: the records the step is taken on; with several, only the centre sees the
    ///   letter itself.
    func evidence(
        _ evidence: Evidence?, about: [RecordID], _ transaction: StoreTransaction
    ) throws -> (id: RecordID?, writes: [Write]) {
        switch evidence {
        case nil: (nil, [])
        case .named(let name): (try find(.document, name, transaction), [])
        case .file(let draft): document(draft, about: about)
        }
    }

    func keep(_ evidence: Evidence?) throws {
        guard case .file(let draft) = evidence else { return }
        _ = try DocumentFolder(store.folder).keep(draft.bytes)
    }

    private func document(
        _ draft: DocumentDraft, about: [RecordID]
    ) -> (id: RecordID, writes: [Write]) {
        let digest = DocumentFolder.digest(of: draft.bytes)
        let id = newID()
        var writes: [Write] = []
        if let subject = about.first, about.count == 1 {
            writes.append(Write(.document, id, "subject", ["subject": .reference(subject)]))
        }
        let content = Write(
            .document, id, "content",
            [
                "kind": .text(draft.kind), "title": .text(draft.title), "digest": .text(digest),
                "byteCount": .int(Int64(draft.bytes.count)),
                "mediaType": draft.mediaType.map { .text($0) },
                "issuedOn": draft.issuedOn.map { .day($0) },
                "expiresOn": draft.expiresOn.map { .day($0) },
                "sensitivity": draft.sensitivity.map { .text($0) },
            ])
        writes.append(content)
        if about.count > 1 {
            writes += about.map {
                Write(.document, id, "subjects", key: ["subject": .reference($0)])
            }
        }
        return (id, writes)
    }
}
