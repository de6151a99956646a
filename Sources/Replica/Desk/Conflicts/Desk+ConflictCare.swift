package import Merge
internal import Records
import Rulebook
import Store

extension Desk {
    /// Says who looks after a conflict.
    package func assignConflict(
        _ name: String, to login: String, isDryRun: Bool = false, actor: RecordID?, reason: String
    ) throws -> (note: RecordID, receipt: WriteReceipt) {
        guard let user = try self.actor(login: login) else { throw DeedProblem.noSuchUser }
        return try care(for: name, .assign, isDryRun, actor, reason) {
            ConflictCare.assignment($0, to: user)
        }
    }

    /// Lets a conflict rest until a day.
    package func deferConflict(
        _ name: String, until day: Day, isDryRun: Bool = false, actor: RecordID?, reason: String
    ) throws -> (note: RecordID, receipt: WriteReceipt) {
        guard try day > today else { throw DeskError.pastDay }
        return try care(for: name, .defer, isDryRun, actor, reason) {
            ConflictCare.deferral($0, until: day)
        }
    }

    /// The note's id follows from the conflict's, so that what two people say is one note.
    private func care(
        for name: String, _ step: ConflictNote.Step, _ isDryRun: Bool, _ actor: RecordID?,
        _ reason: String,
        _ change: (RecordID) -> Write
    ) throws -> (note: RecordID, receipt: WriteReceipt) {
        try write(isDryRun: isDryRun) { transaction in
            let open = try conflict(name, transaction)
            let note = OpenConflict.note(of: open.id)
            var writes: [Write] = []
            let view = transaction.lookup.record(note)
            if view == nil {
                writes += ConflictCare.subject(
                    note, about: open.record, kind: open.kind, type: open.type,
                    attribute: open.attribute, key: open.key,
                    others: Array(try transaction.records(of: open).dropFirst()))
            }
            writes.append(change(note))
            let standing = view.map { Workflow.conflict.standing(of: $0) }
            // Two people's steps that disagree are a matter of their own; the words count anyway.
            if standing?.conflict == nil {
                let comment = reason.isEmpty ? nil : reason
                writes.append(
                    try Workflow.conflict.write(
                        StepDraft(step, comment: comment, by: actor), record: note,
                        after: standing ?? Workflow.conflict.standing(of: [])))
            }
            return (note, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }
}
