internal import Merge
internal import Records

/// A task at the centre that follows from a record; made once, afterwards it is people's.
struct TaskDraft {
    /// The record that it follows from.
    let cause: RecordID
    /// What tells it from the other tasks of that cause.
    let parts: [String]
    let title: String
    let kind: String
    let about: RecordID
    let dueOn: Day?

    /// - Returns: none where the task stands already.
    func writes(in lookup: some RecordLookup) -> [Write] {
        let key = [cause.description] + parts
        let id = lookup.newID(.task, key)
        let former = lookup.formerIDs(.task, key) + [publicID]
        guard lookup.record(id) == nil, !former.contains(where: { isFormer(lookup.record($0)) })
        else { return [] }
        let due = dueOn.map { Write(WorkTask.dueOn, id, $0) }
        return [
            Write(WorkTask.title, id, title),
            Write(WorkTask.kind, id, kind),
            Write(WorkTask.about, id, about),
        ] + (due.map { [$0] } ?? [])
    }

    /// The task's id in stores of a time when everybody could work it out.
    private var publicID: RecordID {
        RecordID.v5(
            namespace: cause, name: (["task"] + parts).joined(separator: "\0").utf8)
    }

    /// Whether that is the task, and not what somebody put in its place.
    private func isFormer(_ view: RecordView?) -> Bool {
        guard let view else { return false }
        return TaskDraft.isCentres(view) && view[WorkTask.kind] == kind
            && view[WorkTask.about] == about
    }

    /// An office writes tasks of its own only.
    static func isCentres(_ view: RecordView) -> Bool {
        view.type.name == RecordType.task.name && view.scalar(WorkTask.office) == .null
    }
}
