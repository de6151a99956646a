import Merge

extension ReplicaTroubles {
    /// Records that are too large to travel: only an older hub or a damaged one holds any.
    package static func sizes(_ facts: ReplicaFacts, atHub: Bool) -> [Trouble] {
        guard let first = facts.withheld.first else { return [] }
        let count = facts.withheld.count
        let text =
            atHub
            ? "\(count) records are too large to send, all else travels: "
                + "`bridgework-hub cut \(first) --reason TEXT`"
            : "the hub cannot send \(count) records, the first \(first): ask its operator to cut "
                + "them out"
        return [Trouble(.recordsWithheld, text)]
    }
}
