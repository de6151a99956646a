package import Merge

/// The hub's history as the accounting reads it, in short reads: nobody waits for an audit.
package struct HubBook: HistoryBook {
    private let store: any HubStore
    /// The hub's own replica.
    private let own: ReplicaID?

    package init(_ store: any HubStore) throws {
        self.store = store
        self.own = try store.read { try $0.ownReplica }
    }

    package var isWhole: Bool { true }

    package func page(
        _ range: HistoryRange, touching record: RecordID?
    ) throws -> [AccountedChangeSet] {
        if record != nil { try store.indexHistory() }
        return try store.read {
            try $0.history(
                range, touching: record, countMax: HistoryLimits.pageCountMax,
                bytesMax: HistoryLimits.pageBytesMax)
        }
    }

    package func states(
        of records: Set<RecordID>, withOverlay: Bool
    ) throws -> [RecordID: RecordState] {
        try store.read { transaction in
            var states: [RecordID: RecordState] = [:]
            for record in records { states[record] = try transaction.record(record)?.state }
            return states
        }
    }

    package func holder(of replica: ReplicaID) throws -> AccountHolder {
        if replica == own { return .hub }
        return AccountHolder(try store.read { try $0.principal(of: replica) })
    }
}

extension HubStore {
    /// The writes of the next change sets after an ordinal that touched a record.
    ///
    /// - Returns: `nil` at the end of the history, as far as it is indexed.
    package func historicWrites(
        of record: RecordID, after ordinal: Int64
    ) throws -> (writes: [HistoricWrite], last: Int64)? {
        try read { transaction in
            let page = try transaction.history(
                .after(ordinal), touching: record, countMax: HistoryLimits.recordPageMax,
                bytesMax: .max)
            guard let last = page.last?.ordinal else { return nil }
            let writes = try page.flatMap { changeSet in
                try changeSet.writes(on: record) { try transaction.principal(of: $0)?.office }
            }
            return (writes, last)
        }
    }

    /// Every write of the history that touched a record.
    package func historicWrites(of record: RecordID) throws -> [HistoricWrite] {
        try indexHistory()
        var all: [HistoricWrite] = []
        var last: Int64 = 0
        while let page = try historicWrites(of: record, after: last) {
            all += page.writes
            last = page.last
        }
        return all
    }
}
