package import Merge
package import Sync

extension StoreTransaction: HubTransaction {
    package func history(
        _ range: HistoryRange, touching record: RecordID?, countMax: Int, bytesMax: Int
    ) throws -> [AccountedChangeSet] {
        guard let record else {
            return switch range {
            case .after(let last):
                try accounted(after: last, countMax: countMax, bytesMax: bytesMax)
            case .before(let last):
                try accounted(before: last, countMax: countMax, bytesMax: bytesMax)
            }
        }
        let ordinals =
            switch range {
            case .after(let last): try ordinals(touching: record, after: last, limit: countMax)
            case .before(let last): try ordinals(touching: record, before: last, limit: countMax)
            }
        // A change set that was let go of is told of by others.
        return try ordinals.compactMap { ordinal in
            try accounted(after: ordinal - 1, countMax: 1, bytesMax: 1).first {
                $0.ordinal == ordinal
            }
        }
    }

    /// The change sets of the history that hold a verdict, in the history's order.
    package func history(with verdict: Verdict) throws -> [ChangeSetID] {
        try connection.all(
            "SELECT id FROM change_set WHERE instr(verdicts, ?) > 0 ORDER BY ordinal",
            [.blob([verdict.rawValue])]
        ) { try $0.id(0) }
    }
}
