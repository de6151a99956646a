package import Merge
package import Practice
import Store

extension Desk {
    /// Where a record stands in its workflow.
    package func standing(
        of type: RecordType, _ name: String
    ) throws -> (record: RecordID, workflow: Workflow, standing: Standing) {
        try store.read { transaction in
            let workflow = try workflow(of: type)
            let record = try find(type, name, transaction)
            return (record, workflow, try standing(of: record, workflow, transaction))
        }
    }

    /// Logs a step that is legal where the record stands here.
    ///
    /// - Throws: `WorkflowProblem` where it is not, with nothing written.
    package func log(
        _ draft: StepDraft, on type: RecordType, _ name: String, actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let workflow = try workflow(of: type)
            let record = try find(type, name, transaction)
            var draft = draft
            draft.user = actor
            let step = try workflow.write(
                draft, record: record, after: standing(of: record, workflow, transaction))
            return (record, try write([step], actor: actor, reason: reason, in: &transaction))
        }
    }

    /// Annuls the step whose id begins like that; the log keeps both.
    package func retract(
        _ step: String, of type: RecordType, _ name: String, today: Day, actor: RecordID?,
        reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        let found = try standing(of: type, name).standing.steps.map(\.entry)
            .filter { $0.description.hasPrefix(step.lowercased()) }
        guard let entry = found.first, found.count == 1 else { throw WorkflowProblem.noSuchStep }
        return try log(
            .retraction(of: entry, on: today, comment: reason), on: type, name, actor: actor,
            reason: reason)
    }

    private func workflow(of type: RecordType) throws -> Workflow {
        guard let workflow = Workflow.of(type: type.name) else {
            throw DeskError.noWorkflow(type: type.name)
        }
        return workflow
    }

    private func standing(
        of record: RecordID, _ workflow: Workflow, _ transaction: StoreTransaction
    ) throws -> Standing {
        let lookup = StoreLookup(transaction)
        let view = lookup.record(record)
        try lookup.check()
        return view.map { workflow.standing(of: $0) } ?? workflow.standing(of: [])
    }
}
