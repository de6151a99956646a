package import Records
package import Rulebook
package import Store

extension Desk {
    /// Answers a question that depends on where and when it is asked.
    package func asking<Answer>(_ body: (Place, StoreLookup) throws -> Answer) throws -> Answer {
        try store.read { try body(place($0), $0.lookup) }
    }

    /// Answers a question of the business from this replica's records, in one transaction.
    package func reading<Answer>(_ body: (StoreLookup) throws -> Answer) throws -> Answer {
        try store.read { transaction in
            let lookup = transaction.lookup
            return try body(lookup)
        }
    }

    /// Looks at one state of the store.
    ///
    /// - Parameter isAside: whether it is read beside whoever writes, so that neither waits for the
    ///   other; it takes a connection of its own, which is opened for it.
    package func looking<Answer>(
        aside isAside: Bool, _ body: (StoreTransaction) throws -> Answer
    ) throws -> Answer {
        guard isAside else { return try store.read(body) }
        return try StoreSnapshot(of: store.folder, kind: .replica, schema: schema).read(body)
    }
}
