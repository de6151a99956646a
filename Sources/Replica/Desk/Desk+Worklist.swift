package import Merge
package import Practice
import Store

extension Desk {
    /// What waits here, the most urgent first: for the office, or for the centre.
    package func worklist(on day: Day) throws -> [WorkItem] {
        try store.read { transaction in
            let lookup = StoreLookup(transaction)
            let items = Worklist(lookup, office: office, today: day).items()
            let open = try transaction.conflicts().map { conflict in
                let id = ConflictCase(conflict, candidates: []).id
                return WorkItem(
                    .conflict, conflict.isBlocking ? .now : .soon, record: conflict.record,
                    about: "\(conflict.type) \(conflict.attribute)"
                        + (conflict.isBlocking ? ", blocks what depends on it" : ""),
                    advice: "bridgework conflicts show \(id.suffix)")
            }
            try lookup.check()
            return (items + open).sorted()
        }
    }
}
