package import Merge
package import Records
internal import Tables

/// Somebody is to go after what is open: a task of its office about it.
package struct FollowReceivable: Deed {
    /// By its number, or the end of its id.
    package var item: String
    /// By login.
    package var assignee: String?
    package var dueOn: Day?
    package var title: String?

    package init(_ item: String) {
        self.item = item
    }

    /// Why there is no such task.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case isFollowed(task: RecordID)
        case isCredit

        package var description: String {
            switch self {
            case .isFollowed(let task):
                "task \(task.suffix) is about it and not done: `bridgework task list` shows it"
            case .isCredit: "it is a credit: nobody owes it"
            }
        }
    }

    /// - Returns: the new task.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let found = try ReceivableBook(records).item(item)
        guard found.cents > 0 else { throw Problem.isCredit }
        if let task = Self.openTasks(in: records)[found.id] {
            throw Problem.isFollowed(task: task)
        }
        let assignee = try records.actor(login: assignee)
        let id = place.newID()
        let words = "Open \(found.debtor.rawValue) balance of \(found.servedOn)"
        try writes.add([
            Write(WorkTask.office, id, found.office),
            Write(WorkTask.title, id, title ?? words),
            Write(WorkTask.kind, id, "receivable"),
            Write(WorkTask.about, id, found.id),
        ])
        if let assignee { try writes.add(Write(WorkTask.assignee, id, assignee)) }
        if let dueOn { try writes.add(Write(WorkTask.dueOn, id, dueOn)) }
        try writes.add(
            Workflow.task.write(
                StepDraft(WorkTask.Step.open, on: place.today, by: who.actor), creating: id))
        return id
    }

    /// The tasks about receivables that are not over, by what they are about.
    package static func openTasks(in lookup: some RecordLookup) -> [RecordID: RecordID] {
        let over = Set(Workflow.task.states.filter(\.isFinal).map(\.name))
        var found: [RecordID: RecordID] = [:]
        for view in lookup.records(where: WorkTask.kind, shows: "receivable")
        where view.isActive && !over.contains(Workflow.task.standing(of: view).state) {
            guard let about = view[WorkTask.about] else { continue }
            found[about] = min(found[about] ?? view.id, view.id)
        }
        return found
    }
}
