package import Merge

// Three verdicts leave an op to people: the centre decides a proposal, whoever has the record now
// an op in custody, and its writer what the hub put in quarantine. The hub, or the office that
// knows beforehand, keeps each such op in a record of its own. All three begin with the same
// fields, written and read here alone.

/// An op that does not count, kept in a record for somebody's word.
package struct HeldWrite: Hashable, Sendable {
    package let kind: Kind
    /// What was to be written; `nil` where nobody could read it.
    package let write: Write?
    /// The entries that its writer saw.
    package let replaces: Set<EntryID>
    package let office: RecordID?
    package let author: ReplicaID?
    package let reason: String
    /// Where it stands in the hub's history; `nil` for a proposal that an office made itself.
    package let origin: EntryID?
    /// The hub's word on it; `nil` for a proposal.
    package let verdict: String?
    package let claimedAt: Timestamp?
    /// How many ops this record stands for: more than one where a change set had too many.
    package let opCount: Int
    /// The size of what is not carried here; the hub's history keeps it.
    package let leftOutBytes: Int

    /// Whose word is awaited.
    package enum Kind: String, Sendable, CaseIterable {
        case proposal, custody, quarantine

        package var recordType: RecordType {
            switch self {
            case .proposal: .proposal
            case .custody: .custody
            case .quarantine: .quarantine
            }
        }

        /// The unit that holds the write.
        package var contentName: String {
            switch self {
            case .proposal: Proposal.content.name
            case .custody: Custody.content.name
            case .quarantine: Quarantine.content.name
            }
        }

        package var workflow: Workflow {
            switch self {
            case .proposal: .proposal
            case .custody: .custody
            case .quarantine: .quarantine
            }
        }

        /// What such a record holds.
        package func content(of state: RecordState) -> RecordRow? {
            switch self {
            case .proposal: Proposal.content.rows(in: state).first
            case .custody: Custody.content.rows(in: state).first
            case .quarantine: Quarantine.content.rows(in: state).first
            }
        }

        fileprivate var namespace: RecordID {
            switch self {
            case .proposal: RecordID(bits: 0x6272_6964_6765_5000_8000_7072_6f70_6f73)
            case .custody: RecordID(bits: 0x6272_6964_6765_5000_8000_6375_7374_6f64)
            case .quarantine: RecordID(bits: 0x6272_6964_6765_5000_8000_7175_6172_616e)
            }
        }
    }

    /// The id of the record that stands for one op of a change set: the same on every replay.
    package static func id(_ kind: Kind, changeSet: ChangeSetID, index: Int) -> RecordID {
        RecordID.v5(
            namespace: kind.namespace, name: changeSet.bytes + Array(String(index).utf8))
    }

    /// Reads it back from the record's content.
    ///
    /// - Returns: `nil` when the record is no readable one of its kind.
    package init?(_ kind: Kind, in state: RecordState) {
        guard let content = kind.content(of: state) else { return nil }
        let unit = Custody.content
        self.kind = kind
        write = HeldWrite.write(content)
        guard write != nil || kind == .quarantine else { return nil }
        replaces = EntryList.decode(content[unit.targetReplaces] ?? [])
        office = content[unit.office]
        author = content[unit.author].flatMap { ReplicaID(bytes: $0) }
        reason = (kind == .proposal ? content[Proposal.content.reason] : content[unit.reason]) ?? ""
        guard kind != .proposal else {
            (origin, verdict, claimedAt, opCount, leftOutBytes) = (nil, nil, nil, 1, 0)
            return
        }
        verdict = content[unit.verdict]
        origin = content[unit.changeSet].flatMap { ChangeSetID(bytes: $0) }.map {
            EntryID(changeSet: $0, index: UInt32(clamping: content[unit.opIndex] ?? 0))
        }
        claimedAt = content.scalar(unit.claimedAt).int.map { Timestamp(clamping: $0) }
        opCount = Int(clamping: content[unit.opCount] ?? 1)
        leftOutBytes = Int(clamping: content[unit.leftOutBytes] ?? 0)
    }

    private static func write(_ content: RecordRow) -> Write? {
        let unit = Custody.content
        guard let type = content[unit.targetType], let record = content[unit.targetRecord],
            let attribute = content[unit.targetAttribute]
        else { return nil }
        return Write(
            record: record, type: type, attribute: attribute, key: content[unit.targetKey] ?? [],
            value: content[unit.targetValue])
    }
}

extension HeldWrite.Kind {
    /// What people call one.
    package var word: String {
        switch self {
        case .proposal: "proposal"
        case .custody: "custody item"
        case .quarantine: "quarantined change"
        }
    }

    /// The command that lists and decides them.
    package var command: String {
        self == .proposal ? "proposals" : rawValue
    }
}
