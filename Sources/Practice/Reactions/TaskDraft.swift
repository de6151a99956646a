package import Merge

/// A task at the centre that follows from a record; made once, afterwards it is people's.
package struct TaskDraft: Sendable {
    package let id: RecordID
    package let title: String
    package let kind: String
    package let about: RecordID
    package let dueOn: Day?

    package init(id: RecordID, title: String, kind: String, about: RecordID, dueOn: Day?) {
        self.id = id
        self.title = title
        self.kind = kind
        self.about = about
        self.dueOn = dueOn
    }

    /// - Returns: none where the task stands already.
    package func writes(in lookup: some RecordLookup) -> [Write] {
        guard lookup.record(id) == nil else { return [] }
        let due = dueOn.map { Write(.task, id, "dueOn", ["dueOn": .day($0)]) }
        return [
            Write(.task, id, "title", ["title": .text(title)]),
            Write(.task, id, "kind", ["kind": .text(kind)]),
            Write(.task, id, "about", ["about": .reference(about)]),
        ] + (due.map { [$0] } ?? [])
    }
}
