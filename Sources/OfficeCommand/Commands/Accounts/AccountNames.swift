import Merge
package import Rulebook
package import Sync
internal import Tables

/// Offices and people as an account calls them: by code and login, else by the end of the id.
///
/// What cannot be read ends the account: a name left out would look like a record that is not here.
package struct AccountNames {
    private let store: any HistoryStore

    package init(_ store: any HistoryStore) {
        self.store = store
    }

    /// What a listing calls a holder: the office's code, the centre, the hub or `unknown`.
    package func name(of holder: AccountHolder) throws -> String {
        switch holder {
        case .office(let id): try word(id)
        case .centre: AuditOptions.centre
        case .hub: AuditOptions.hub
        case .unknown: "unknown"
        }
    }

    func actor(_ id: RecordID?) throws -> Table.Cell { try cell(id) }

    func office(_ id: RecordID?) throws -> Table.Cell { try cell(id) }

    /// The number alone, as commands take it.
    func word(_ id: RecordID) throws -> String { try reading { $0.word(id) } }

    /// The number with the name beside it, for people to read.
    func label(_ id: RecordID) throws -> String { try reading { $0.label(id) } }

    private func cell(_ id: RecordID?) throws -> Table.Cell {
        try reading { $0.cell(id) }
    }

    private func reading<Answer>(_ body: (RecordNames) -> Answer) throws -> Answer {
        try store.lookingUp { body(RecordNames($0)) }
    }
}
