package import Merge

/// Who looks after a conflict, and until when it may rest: the note about it, read.
package struct ConflictCare: Equatable, Sendable {
    package let assignee: RecordID?
    package let deferredUntil: Day?

    /// - Returns: `nil` for a record that is no note, or one out of use.
    package init?(of view: RecordView) {
        guard view.type.name == RecordType.conflictNote.name, view.isActive else { return nil }
        self.assignee = view[ConflictNote.assignee]
        self.deferredUntil = view[ConflictNote.deferredUntil]
    }

    /// What a note says about its conflict; written once, by whoever makes the first note.
    ///
    /// - Parameter others: the other records of a duplicate or an overlap.
    package static func subject(
        _ note: RecordID, about record: RecordID, kind: String, type: String, attribute: String,
        key: Bytes, others: [RecordID]
    ) -> [Write] {
        let type = Scalar.text(type)
        return [
            Write(ConflictNote.about, note, record),
            Write(
                ConflictNote.subject, note,
                [
                    ConflictNote.kind(kind), ConflictNote.aboutType(type),
                    ConflictNote.aboutAttribute(attribute.isEmpty ? nil : .text(attribute)),
                    ConflictNote.aboutKey(key.isEmpty ? nil : .blob(key)),
                    ConflictNote.otherRecords(
                        others.isEmpty ? nil : .blob(others.flatMap(\.bytes)[...])),
                ]),
        ]
    }

    /// Who looks after it from now on.
    package static func assignment(_ note: RecordID, to user: RecordID) -> Write {
        Write(ConflictNote.assignee, note, user)
    }

    /// Until when it may rest; without a day, no longer.
    package static func deferral(_ note: RecordID, until day: Day?) -> Write {
        Write(ConflictNote.deferredUntil, note, day)
    }
}
