import Merge
import Practice
import Replica
package import Store
package import Sync

/// Offices and people as an account calls them: by code and login, else by the end of the id.
package struct AccountNames {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    package func name(of holder: AccountHolder) -> String {
        switch holder {
        case .office(let id): word(id)
        case .centre: AuditOptions.centre
        case .hub: AuditOptions.hub
        case .unknown: "unknown"
        }
    }

    func actor(_ id: RecordID?) -> Listing.Cell { cell(id) }

    func office(_ id: RecordID?) -> Listing.Cell { cell(id) }

    /// The number alone, as commands take it.
    func word(_ id: RecordID) -> String {
        do {
            return try store.read { RecordNames($0.lookup).word(id) }
        } catch {
            return id.suffix
        }
    }

    /// A name is a courtesy: what cannot be read goes by its id.
    private func cell(_ id: RecordID?) -> Listing.Cell {
        do {
            return try store.read { RecordNames($0.lookup).cell(id) }
        } catch {
            return id.map { .init(id: $0) } ?? .init("", json: "null")
        }
    }
}
