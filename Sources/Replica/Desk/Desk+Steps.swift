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

    /// Annuls the step whose id begins like that; the log keeps both.
    package func retract(
        _ step: String, of type: RecordType, _ name: String, today: Day, actor: RecordID?,
        reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        let (_, workflow, standing) = try standing(of: type, name)
        let found = standing.steps.map(\.entry)
            .filter { $0.description.hasPrefix(step.lowercased()) }
        guard let entry = found.first, found.count == 1 else { throw WorkflowProblem.noSuchStep }
        return try advance(
            workflow, name, .retraction(of: entry, on: today, comment: reason, by: actor),
            actor: actor, reason: reason)
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
