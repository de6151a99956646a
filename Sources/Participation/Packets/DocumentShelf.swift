internal import Merge
internal import Records

/// The documents on file, by the records they are about.
struct DocumentShelf {
    private let documents: [RecordID: [RecordView]]

    init(_ lookup: some RecordLookup) {
        var documents: [RecordID: [RecordView]] = [:]
        for view in lookup.records(.document) where view.isActive {
            let others = view[Document.subjects, each: Document.Subjects.subject]
            for subject in Set(others + [view[Document.subject]].compactMap(\.self)) {
                documents[subject, default: []].append(view)
            }
        }
        self.documents = documents
    }

    /// What the documents say about an item; `nil` where none is of its kind.
    ///
    /// - Parameter doctor: the doctor and the records about the doctor.
    func finding(
        _ ask: DoctorPacket.Ask, _ doctor: Set<RecordID>, today: Day, startsOn: Day
    ) -> PacketItem.Finding? {
        // What is asked for per place counts only for that place or its entity.
        let subjects =
            ask.place == nil ? doctor : Set([ask.place, ask.entity].compactMap(\.self))
        let found = subjects.sorted().flatMap { documents[$0] ?? [] }
            .filter { PacketRequirement.folded($0[Document.kind] ?? "") == ask.kind }
        let findings = found.map { view -> PacketItem.Finding in
            if let expires = view[Document.expiresOn], expires < max(today, startsOn) {
                return PacketItem.Finding(.stale, "expires \(expires)", view.id)
            }
            guard let days = ask.requirement.freshnessDays else {
                return PacketItem.Finding(.present, "on file", view.id)
            }
            guard let issued = view[Document.issuedOn] else {
                return PacketItem.Finding(.stale, "no date of issue, asked to be recent", view.id)
            }
            let isFresh = today <= issued.advanced(by: days)
            return PacketItem.Finding(
                isFresh ? .present : .stale, "issued \(issued), asked within \(days) days", view.id)
        }
        return findings.first { $0.state == .present } ?? findings.first
    }
}
