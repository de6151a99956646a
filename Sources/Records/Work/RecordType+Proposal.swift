package import Merge

extension RecordType {
    /// A write that its author may not make, waiting for the centre's word.
    ///
    /// Without a step it is open. An office asks and may withdraw; the centre accepts or rejects.
    package static let proposal = RecordType(
        "proposal", "A change an office asks for.",
        visibility: .office(Proposal.content.office), writers: .hub,
        Proposal.units)

    /// Who looks after a conflict, and until when it may rest.
    package static let conflictNote = RecordType(
        "conflict_note", "Who looks after a conflict, and what was said about it.",
        visibility: .optionalParent(ConflictNote.about), writers: .offices,
        ConflictNote.units)
}

/// What a `proposal` holds.
package enum Proposal: RecordKind {
    package static var type: RecordType { .proposal }

    package static let document = Field("document", .reference("document"))
    package static let content = HeldUnit<Self>(
        proposing: document)

    /// What a step says beside what every step may.
    package enum Status {
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case open, accepted, rejected, withdrawn, needsEvidence, superseded
    }
    package static let status = Steps(Step.self, writers: .central, facts: [Status.by])

    static let units: [any UnitToken] = [content, status]
}

/// What a `conflict_note` holds.
package enum ConflictNote: RecordKind {
    package static var type: RecordType { .conflictNote }

    package static let about = Register("about", .anyReference, .immutable)

    package static let kind = Field("kind", .text(max: 40), required: true)
    package static let aboutType = Field("aboutType", .text(max: 64))
    package static let aboutAttribute = Field("aboutAttribute", .text(max: 64))
    package static let aboutKey = Field("aboutKey", .blob)
    /// The other records of a duplicate or an overlap: 16 bytes each.
    package static let otherRecords = Field("otherRecords", .blob)
    package static let subject = Unit(
        "subject", .immutable, [kind, aboutType, aboutAttribute, aboutKey, otherRecords])

    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let deferredUntil = Register("deferredUntil", .day, .latest)

    /// What a step says beside what every step may.
    package enum Status {
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case assign, `defer`, resolve, reopen
    }
    package static let status = Steps(Step.self, facts: [Status.by])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [about, subject, assignee, deferredUntil, status, notes]
}
