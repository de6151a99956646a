package import Merge
internal import Records
import Rulebook
package import Store

extension Desk {
    /// The record a person names: by its code, NPI or login, its whole id, or the end of it.
    package func find(
        _ type: RecordType, _ name: String, _ transaction: StoreTransaction
    ) throws -> RecordID {
        try transaction.lookup.find(type, name)
    }

    /// The record of a type that a person names, looked up on its own.
    package func find(_ type: RecordType, named name: String) throws -> RecordID {
        try store.read { try find(type, name, $0) }
    }

    /// The office whose code is given, for a question that only its own replica and the centre can
    /// answer; `nil` for none given.
    ///
    /// - Throws: `DeedProblem.foreignOffice` at another office's replica.
    package func heldOffice(code: String?) throws -> RecordID? {
        try store.read { try place($0).held(code, in: $0.lookup) }
    }

    /// The user whose login is given; `nil` for none given.
    package func actor(login: String?) throws -> RecordID? {
        try reading { try $0.actor(login: login) }
    }
}
