package import Merge
package import Sync

/// A hub's store in a folder of this machine.
package struct SQLiteHub: HubStore {
    private let store: Store

    /// - Parameter store: one of a hub.
    package init(_ store: Store) {
        precondition(store.kind == .hub, "a replica's store is no hub's")
        self.store = store
    }

    /// Makes an empty store in a folder, which is made private and must not hold one yet.
    ///
    /// - Parameter settings: what the store is to hold from the beginning; asked once the folder is
    ///   ready for it.
    package static func create(
        in folder: StoreFolder, schema: Schema, settings: () throws -> [String: String]
    ) throws {
        try folder.prepare()
        guard !folder.holdsStore else { throw StoreError.alreadyExists(folder: folder.path) }
        try Store(creating: folder, kind: .hub, schema: schema, meta: settings()).close()
    }

    package var schema: Schema { store.schema }

    package func read<Answer>(_ body: (any HubTransaction) throws -> Answer) throws -> Answer {
        try store.read { try body($0) }
    }

    package func snapshot<Answer>(
        _ body: (any HubTransaction) throws -> Answer
    ) throws -> Answer {
        try StoreSnapshot(of: store.folder, kind: .hub, schema: schema).read { try body($0) }
    }

    package func write<Answer>(
        _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        try store.write { try SQLiteHub.lent(&$0, to: body) }
    }

    package func rehearse<Answer>(
        _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        try store.rehearse { try SQLiteHub.lent(&$0, to: body) }
    }

    /// What `body` throws ends the transaction: nothing of it need come back then.
    private static func lent<Answer>(
        _ transaction: inout StoreTransaction,
        to body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        var lent: any HubTransaction = transaction
        let answer = try body(&lent)
        guard let back = lent as? StoreTransaction else {
            preconditionFailure("a transaction was handed back as another")
        }
        transaction = back
        return answer
    }

    package var crashNotes: any CrashNotes { CrashFiles(store.folder) }

    package func indexHistory() throws { try store.indexHistory() }

    package func problems() throws -> [String] { try store.integrityProblems() }

    package func rebuildIndexes() throws -> [String] { try store.rebuildIndexes() }

    package func onFailure(_ tell: @escaping @Sendable (any Error) -> Void) {
        store.failStop.onFault(tell)
    }

    package func close() throws { try store.close() }
}
