package import Merge
package import Practice
package import Store

extension Desk {
    /// Logs a step on a record, after every step its writer sees.
    ///
    /// - Throws: `WorkflowProblem` for a step that is not legal there or lacks evidence.
    package func advance(
        _ workflow: Workflow, _ name: String, _ draft: StepDraft, evidence given: Evidence? = nil,
        actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let id = try find(workflow.recordType, name, transaction)
            let document = try evidence(given, about: [id], transaction)
            var draft = draft
            draft.document = document.id ?? draft.document
            let writes = try document.writes + [step(workflow, id, draft, in: transaction)]
            try keep(given)
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    /// The write of a step on a record as it stands here.
    package func step(
        _ workflow: Workflow, _ id: RecordID, _ draft: StepDraft, in transaction: StoreTransaction
    ) throws -> Write {
        let lookup = StoreLookup(transaction)
        let view = lookup.record(id)
        try lookup.check()
        guard let view else {
            throw DeskError.noSuchRecord(type: workflow.recordType.name)
        }
        return try workflow.write(draft, on: view)
    }
}
