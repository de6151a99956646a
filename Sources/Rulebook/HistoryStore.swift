package import Merge
package import Records
package import Store
package import Sync

/// A store as reports on its history read it: the hub's, or a replica's own.
package protocol HistoryStore: Sendable {
    var schema: Schema { get }
    func book() throws -> any HistoryBook
    /// Every write kept here that touched a record.
    func historicWrites(of record: RecordID) throws -> [HistoricWrite]
    /// Records that some change set kept here touched, whose id ends like that; at most three.
    func touchedRecords(endingIn suffix: String) throws -> [RecordID]
    /// What stands in a record, with what this store has not sent yet; `nil` where there is none.
    func state(of record: RecordID) throws -> RecordState?
    /// Answers a question from the records as they stand.
    func lookingUp<Answer>(_ body: (any RecordLookup) throws -> Answer) throws -> Answer
}

extension Store: HistoryStore {
    package func book() throws -> any HistoryBook { try StoreBook(self) }

    package func touchedRecords(endingIn suffix: String) throws -> [RecordID] {
        try indexHistory()
        return try read { try $0.touchedRecords(endingIn: suffix) }
    }

    package func state(of record: RecordID) throws -> RecordState? {
        try read { try $0.view(of: record) }
    }

    package func lookingUp<Answer>(
        _ body: (any RecordLookup) throws -> Answer
    ) throws -> Answer {
        try read { try body($0.lookup) }
    }
}

/// The hub's history, which holds everybody's writes.
package struct HubArchive: HistoryStore {
    private let store: any HubStore

    package init(_ store: any HubStore) {
        self.store = store
    }

    package var schema: Schema { store.schema }

    package func book() throws -> any HistoryBook { try HubBook(store) }

    package func historicWrites(of record: RecordID) throws -> [HistoricWrite] {
        try store.historicWrites(of: record)
    }

    package func touchedRecords(endingIn suffix: String) throws -> [RecordID] {
        try store.indexHistory()
        return try store.read { try $0.touchedRecords(endingIn: suffix) }
    }

    package func state(of record: RecordID) throws -> RecordState? {
        try store.read { try $0.record(record)?.state }
    }

    package func lookingUp<Answer>(
        _ body: (any RecordLookup) throws -> Answer
    ) throws -> Answer {
        try store.read { transaction in
            try transaction.lookingUp { lookup in
                try body(HubLookup(lookup, schema: store.schema, naming: true))
            }
        }
    }
}
