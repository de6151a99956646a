package import Records
package import Rulebook
import Store

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
}
