package import Merge
package import Sync

/// A store's history as the accounting reads it, in short reads: nobody waits for an audit.
package struct StoreBook: HistoryBook {
    private let store: Store
    /// The hub's own replica; at a replica, on whose account all its writes go.
    private let own: ReplicaID?
    private let ownHolder: AccountHolder

    package init(_ store: Store) throws {
        self.store = store
        let facts = try store.read { transaction in
            (replica: try transaction.ownReplica, office: try transaction.ownOffice)
        }
        self.own = facts.replica
        self.ownHolder = store.kind == .hub ? .hub : facts.office.map { .office($0) } ?? .centre
    }

    package var isWhole: Bool { store.kind == .hub }

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
            for record in records {
                states[record] =
                    withOverlay
                    ? try transaction.view(of: record) : try transaction.record(record)?.state
            }
            return states
        }
    }

    package func holder(of replica: ReplicaID) throws -> AccountHolder {
        if !isWhole || replica == own { return ownHolder }
        return AccountHolder(try store.read { try $0.principal(of: replica) })
    }
}

extension StoreTransaction {
    /// Change sets after an ordinal, at least one if there is one.
    func accounted(
        after ordinal: Int64, countMax: Int, bytesMax: Int
    ) throws -> [AccountedChangeSet] {
        try accounted("ordinal > ? ORDER BY ordinal", ordinal, countMax, bytesMax)
    }

    /// Change sets before an ordinal, newest first, at least one if there is one.
    func accounted(
        before ordinal: Int64, countMax: Int, bytesMax: Int
    ) throws -> [AccountedChangeSet] {
        try accounted("ordinal < ? ORDER BY ordinal DESC", ordinal, countMax, bytesMax)
    }

    private func accounted(
        _ place: String, _ ordinal: Int64, _ countMax: Int, _ bytesMax: Int
    ) throws -> [AccountedChangeSet] {
        let statement = try connection.prepared(
            """
            SELECT ordinal, id, replica, position, effective_at, verdicts, in_overlay, bytes
            FROM change_set WHERE \(place) LIMIT ?
            """)
        defer { statement.reset() }
        statement.bind(1, ordinal)
        statement.bind(2, Int64(countMax))
        var page: [AccountedChangeSet] = []
        var size = 0
        while size < bytesMax, try statement.step() {
            let bytes = statement.blob(7)
            let content = StoreTransaction.content(of: bytes)
            size += bytes.count
            page.append(
                AccountedChangeSet(
                    ordinal: statement.int(0), id: try statement.id(1),
                    replica: try owner(
                        of: content, row: ReplicaID(bytes: statement.blob(2))),
                    content: content,
                    verdicts: statement.blob(5).map { Verdict(rawValue: $0) ?? .malformed },
                    position: statement.isNull(3) ? nil : statement.position(3),
                    effectiveAt: Timestamp(milliseconds: statement.int(4)),
                    isOverlay: statement.int(6) == 1))
        }
        return page
    }

    /// What bytes of the history say; `nil` where they are no change set that can be read here.
    static func content(of bytes: Bytes) -> ChangeSet? {
        do { return try SealedChangeSet(opening: bytes).content } catch { return nil }
    }
}
