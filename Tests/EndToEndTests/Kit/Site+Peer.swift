import Merge
import Records
import Replica
import Store

extension Site {
    /// Writes edits straight into this office's store, as a program would that asks no rule:
    /// several records, one change set.
    func appendUnasked(_ edits: [(type: String, id: String, assignments: [String])]) throws {
        try open { store in
            let desk = try Desk(store, clock: Clock.now)
            try store.write { transaction in
                var ops: [Op] = []
                for edit in edits {
                    let type = try desk.type(named: edit.type)
                    let record = try desk.find(type, edit.id, transaction)
                    let before = try transaction.view(of: record) ?? RecordState()
                    let writes = try RecordEditor.writes(
                        type: type, record: record,
                        assignments: edit.assignments.map { try Assignment(parsing: $0) },
                        before: before)
                    ops += writes.map { $0.op(seeing: before, shape: type[$0.attribute]?.shape) }
                }
                let content = ChangeSet(
                    replica: desk.replica, actor: nil, role: desk.role, reason: "unasked",
                    claimedAt: desk.now, parent: try transaction.tip,
                    nonce: .random(in: 0 ... .max),
                    ops: ops)
                _ = try transaction.append(content)
            }
        }
    }
}
