package import Merge

/// Who looks after a conflict, and until when it may rest: the note about it, read.
package struct ConflictCare: Equatable, Sendable {
    package let assignee: RecordID?
    package let deferredUntil: Day?

    /// - Returns: `nil` for a record that is no note, or one out of use.
    package init?(of view: RecordView) {
        guard view.type.name == RecordType.conflictNote.name, view.isActive else { return nil }
        self.assignee = view.reference("assignee")
        self.deferredUntil = view.day("deferredUntil")
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
            Write(.conflictNote, note, "about", ["about": .reference(record)]),
            Write(
                .conflictNote, note, "subject",
                [
                    "kind": .text(kind), "aboutType": type,
                    "aboutAttribute": attribute.isEmpty ? nil : .text(attribute),
                    "aboutKey": key.isEmpty ? nil : .blob(key),
                    "otherRecords": others.isEmpty ? nil : .blob(others.flatMap(\.bytes)[...]),
                ]),
        ]
    }

    /// Who looks after it from now on.
    package static func assignment(_ note: RecordID, to user: RecordID) -> Write {
        Write(.conflictNote, note, "assignee", ["assignee": .reference(user)])
    }

    /// Until when it may rest; without a day, no longer.
    package static func deferral(_ note: RecordID, until day: Day?) -> Write {
        Write(.conflictNote, note, "deferredUntil", ["deferredUntil": day.map { .day($0) }])
    }
}
