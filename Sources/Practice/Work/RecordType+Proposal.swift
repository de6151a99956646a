package import Merge

extension RecordType {
    /// A write that its author may not make, waiting for the centre's word.
    ///
    /// Without a step it is open. An office asks and may withdraw; the centre accepts or rejects.
    package static let proposal = RecordType(
        "proposal", "A change an office asks for.",
        visibility: .office(field: "office"), writers: .hub,
        [
            .unit(
                "content", .immutable, writers: .office(field: "office"),
                HeldWrite.fields(isReadable: true, reason: "proposalReason")
                    + [Field("document", .reference("document"))]),
            .steps(
                writers: .central,
                ["open", "accepted", "rejected", "withdrawn", "needsEvidence", "superseded"],
                facts: [Field("by", .reference("user"))]),
        ])

    /// Who looks after a conflict, and until when it may rest.
    package static let conflictNote = RecordType(
        "conflict_note", "Who looks after a conflict, and what was said about it.",
        visibility: .optionalParent(field: "about"), writers: .offices,
        [
            .register("about", .anyReference, .immutable),
            .unit(
                "subject", .immutable,
                [
                    Field("kind", .text(max: 40), required: true),
                    Field("aboutType", .text(max: 64)),
                    Field("aboutAttribute", .text(max: 64)),
                    Field("aboutKey", .blob),
                    // The other records of a duplicate or an overlap: 16 bytes each.
                    Field("otherRecords", .blob),
                ]),
            .register("assignee", .reference("user"), .latest),
            .register("deferredUntil", .day, .latest),
            .steps(
                ["assign", "defer", "resolve", "reopen"],
                facts: [Field("by", .reference("user"))]),
            .notes,
        ])
}
