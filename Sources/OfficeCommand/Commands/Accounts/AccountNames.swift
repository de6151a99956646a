import Merge
package import Rulebook
package import Sync
internal import Tables

/// Offices and people as an account calls them: by code and login, else by the end of the id.
package struct AccountNames {
    private let store: any HistoryStore

    package init(_ store: any HistoryStore) {
        self.store = store
    }

    /// What a listing calls a holder: the office's code, the centre, the hub or `unknown`.
    package func name(of holder: AccountHolder) -> String {
        switch holder {
        case .office(let id): word(id)
        case .centre: AuditOptions.centre
        case .hub: AuditOptions.hub
        case .unknown: "unknown"
        }
    }

    func actor(_ id: RecordID?) -> Table.Cell { cell(id) }

    func office(_ id: RecordID?) -> Table.Cell { cell(id) }

    /// The number alone, as commands take it.
    func word(_ id: RecordID) -> String { reading(id.suffix) { $0.word(id) } }

    /// The number with the name beside it, for people to read.
    func label(_ id: RecordID) -> String { reading(id.suffix) { $0.label(id) } }

    private func cell(_ id: RecordID?) -> Table.Cell {
        reading(.id(id)) { $0.cell(id) }
    }

    /// A name is a courtesy: what cannot be read goes by its id.
    private func reading<Answer>(
        _ fallback: Answer, _ body: (RecordNames) -> Answer
    ) -> Answer {
        do {
            return try store.lookingUp { body(RecordNames($0)) }
        } catch {
            return fallback
        }
    }
}
