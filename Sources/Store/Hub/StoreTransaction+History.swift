import Merge
import Sync

extension StoreTransaction {
    /// Recomputes ids and chain of the hub's history; an empty answer is health.
    package func historyProblems() throws -> [String] {
        var problems: [String] = []
        var chain = ChainHash.origin
        var position: UInt64 = 0
        try connection.each(
            "SELECT ordinal, id, chain, verdicts, bytes FROM change_set ORDER BY ordinal"
        ) { row in
            position += 1
            let id: ChangeSetID = try row.id(1)
            let verdicts = row.blob(3).map { Verdict(rawValue: $0) ?? .malformed }
            chain = chain.next(id, verdicts)
            if row.position(0) != position { problems.append("position \(position) is missing") }
            if SealedChangeSet.address(of: row.blob(4)) != id {
                problems.append("change set \(id) does not hash to its id")
            }
            let stored: ChainHash = try row.id(2)
            if stored != chain { problems.append("the chain breaks at position \(position)") }
            (chain, position) = (stored, row.position(0))
        }
        return problems
    }
}
