import Merge

extension ReplicaTroubles {
    /// Records that are too large to travel: only an older hub or a damaged one holds any.
    package static func sizes(_ facts: ReplicaFacts, atHub: Bool) -> [Trouble] {
        guard let first = facts.withheld.first else { return [] }
        let count = facts.withheld.count
        let text =
            atHub
            ? "\(Counted(count, "record is", "records are")) too large to send, all else travels: "
                + "`bridgework-hub cut \(first) --reason TEXT`"
            : "the hub cannot send \(Counted(count, "record")), the first \(first): "
                + "ask its operator to cut "
                + "them out"
        return [Trouble(.recordsWithheld, text)]
    }
}
