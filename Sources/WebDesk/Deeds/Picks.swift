import Errands
import Tables

/// The records that a form lets its user choose from.
enum Picks {
    /// Which records.
    enum Source: String, Sendable {
        case office, contract, doctor, user, schedule, document

        /// The type's name, the column that commands take, and those that people read.
        var listing: (type: String, key: String, names: [String]) {
            switch self {
            case .office: ("office", "code", ["name"])
            case .contract: ("payor_contract", "code", ["payor", "title", "name"])
            case .doctor: ("practitioner", "npi", ["family", "given"])
            case .user: ("user", "login", ["displayName"])
            case .schedule: ("fee_schedule", "code", ["name"])
            case .document: ("document", "id", ["title", "kind"])
            }
        }
    }

    private static let choicesMax = 800

    /// Every record in use, by the word that commands take.
    static func choices(_ source: Source, _ clerk: Clerk) async -> [FieldView.Choice] {
        let (type, key, names) = source.listing
        let reply = await clerk.run(
            Errand("list").with("limit", choicesMax).of(type))
        guard let table = reply.tables.first?.table,
            let place = table.columns.firstIndex(where: { $0.name == key })
        else { return [] }
        let shown = names.compactMap { name in table.columns.firstIndex { $0.name == name } }
        let choices = table.rows.compactMap { row -> FieldView.Choice? in
            let code = row[place].plain
            guard !code.isEmpty else { return nil }
            let label = shown.map { row[$0].brief }.filter { !$0.isEmpty }
                .joined(separator: source == .doctor ? ", " : " ")
            let word = row[place].brief
            let isSame = label.isEmpty || label == word
            return FieldView.Choice(code, isSame ? word : "\(word) \(label)")
        }
        // A list that ends too early says so where it ends.
        guard table.count >= choicesMax else { return choices }
        return choices + [.init("", "the first \(choicesMax) alone; the terminal takes any")]
    }
}
