package import Merge
internal import Records
import Store

extension Desk {
    /// The office of that code, as this replica holds it.
    package func office(code: String) throws -> RecordID {
        try find(.office, named: code)
    }

    /// What only this replica wrote cannot be asked of another office.
    package func requireOwn(_ code: String) throws {
        let named = try office(code: code)
        guard named == office else { throw DeskError.foreignHistory }
    }
}
