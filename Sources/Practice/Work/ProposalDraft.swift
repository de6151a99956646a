package import Merge

/// Turns an op that its author may not make into a `proposal` record for the centre.
package enum ProposalDraft {
    private static let namespace = RecordID(bits: 0x6272_6964_6765_5000_8000_7072_6f70_6f73)

    /// The id of the proposal that stands for one op of a change set: the same on every replay.
    package static func id(changeSet: ChangeSetID, index: Int) -> RecordID {
        RecordID.v5(
            namespace: namespace, name: changeSet.bytes + Array(String(index).utf8))
    }

    /// The proposal's one write: its content never changes, its steps follow.
    package static func write(
        _ op: Op, as id: RecordID, author: ReplicaID, office: RecordID?, reason: String
    ) -> Write {
        let content = Value([
            .text(op.type), .blob(op.record.bytes[...]), .text(op.attribute), .blob(op.key),
            op.value.map { .blob($0) } ?? .null, .blob(EntryList.encode(op.replaces)),
            office.map { .blob($0.bytes[...]) } ?? .null, .blob(author.bytes[...]),
            reason.isEmpty ? .null : .text(plain(reason)),
        ])
        return Write(
            record: id, type: RecordType.proposal.name, attribute: "content",
            value: content.encoded)
    }

    /// A peer's reason as one line: what would make the proposal invalid must not make it vanish.
    private static func plain(_ reason: String) -> String {
        String(
            String.UnicodeScalarView(
                reason.unicodeScalars.map { scalar in
                    ASCIIText.hasControl(String(scalar)) ? " " : scalar
                }))
    }

    /// What a proposal asks for, read back from its content.
    package struct Request: Hashable, Sendable {
        package let write: Write
        package let replaces: Set<EntryID>
        package let office: RecordID?
        package let author: ReplicaID?
        package let reason: String
    }

    /// - Returns: `nil` when the record is no readable proposal.
    package static func request(in state: RecordState) -> Request? {
        guard let content = state.entries(of: "content").first?.decoded,
            let type = content[0].text, let record = content[1].blob,
            let id = RecordID(bytes: record), let attribute = content[2].text
        else { return nil }
        return Request(
            write: Write(
                record: id, type: type, attribute: attribute, key: content[3].blob ?? [],
                value: content[4].blob),
            replaces: EntryList.decode(content[5].blob ?? []),
            office: content[6].blob.flatMap { RecordID(bytes: $0) },
            author: content[7].blob.flatMap { ReplicaID(bytes: $0) },
            reason: content[8].text ?? "")
    }
}
