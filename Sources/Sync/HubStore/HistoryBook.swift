package import Merge

/// A history that can be paged through from either end, and by a record that was touched.
package protocol HistoryBook: AccountBook {
    /// The next change sets of a range, in its order; empty at its end.
    func page(_ range: HistoryRange, touching record: RecordID?) throws -> [AccountedChangeSet]
}

extension HistoryBook {
    package func page(after ordinal: Int64) throws -> [AccountedChangeSet] {
        try page(.after(ordinal), touching: nil)
    }
}

/// How much of a history is read at once, so that nobody waits for it.
package enum HistoryLimits {
    package static let pageCountMax = 256
    package static let pageBytesMax = 4 << 20
    /// Change sets read for one page of a record's history.
    package static let recordPageMax = 64
}

extension AccountedChangeSet {
    /// Its writes on one record.
    ///
    /// - Parameter office: for which office a replica writes.
    package func writes(
        on record: RecordID, office: (ReplicaID) throws -> RecordID?
    ) rethrows -> [HistoricWrite] {
        guard let content else { return [] }
        let replica = replica ?? content.replica
        let office = try office(replica)
        return content.ops.enumerated().filter { $1.record == record }.map { index, op in
            HistoricWrite(
                entry: EntryID(changeSet: id, index: UInt32(index)),
                position: position, claimedAt: content.claimedAt, effectiveAt: effectiveAt,
                replica: replica, office: office, actor: content.actor, role: content.role,
                reason: content.reason, attribute: op.attribute, key: op.key, value: op.value,
                replaces: op.replaces, verdict: verdict(at: index))
        }
    }
}
