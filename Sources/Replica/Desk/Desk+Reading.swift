import Store

extension Desk {
    /// Answers a question of the business from this replica's records, in one transaction.
    package func reading<Answer>(_ body: (StoreLookup) throws -> Answer) throws -> Answer {
        try store.read { transaction in
            let lookup = transaction.lookup
            return try body(lookup)
        }
    }
}
