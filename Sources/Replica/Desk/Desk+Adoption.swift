package import Merge
internal import Practice
import Store

extension Desk {
    /// Makes what an office created for itself the group's, or links it to what the group has.
    ///
    /// - Parameters:
    ///   - type: payor or plan.
    ///   - group: the one that it is.
    ///   - code: a new code for it.
    package func adopt(
        _ type: RecordType, _ name: String, as group: String?, code: String?, actor: RecordID?,
        reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        guard office == nil else { throw DeskError.notCentral }
        return try store.write { transaction in
            let id = try find(type, name, transaction)
            let lookup = StoreLookup(transaction)
            let view = lookup.record(id)
            try lookup.check()
            guard view?.reference("provisionalOffice") != nil, view?.reference("replacedBy") == nil
            else { throw ContractProblem.notProvisional }
            var given: [(String, String)] = []
            if let group {
                let target = try find(type, group, transaction)
                guard target != id else { throw DeskError.nothingToDo }
                given.append(("replacedBy", target.description))
            } else {
                given.append(("provisionalOffice", ""))
            }
            if let code { given.append(("code", code)) }
            let writes = try RecordEditor.writes(
                type: type, record: id,
                assignments: given.map { Assignment(field: $0, change: .assign($1)) },
                before: transaction.view(of: id), resolve: resolver(transaction))
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }
}
