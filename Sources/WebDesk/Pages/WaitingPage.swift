import Errands
import Tables

/// What waits for the centre's word: proposals, late edits, and what the hub could not accept.
enum WaitingPage {
    enum Kind: String, CaseIterable {
        case proposals, custody, quarantine

        var title: String {
            switch self {
            case .proposals: "Proposals"
            case .custody: "Late edits in custody"
            case .quarantine: "Quarantine"
            }
        }

        var lead: String {
            switch self {
            case .proposals: "Changes that offices may not make themselves."
            case .custody: "Edits of records that their author's office no longer has."
            case .quarantine: "Changes that the hub could not accept. None is lost."
            }
        }

        /// The deeds that answer one, by their forms' names.
        var deeds: [String] {
            self == .quarantine
                ? ["quarantine-retry", "quarantine-drop"]
                : ["\(rawValue)-accept", "\(rawValue)-reject"]
        }
    }

    static func list(_ visit: PageRequest) async -> Page {
        var body: [Markup] = []
        for kind in Kind.allCases {
            let reply = await visit.run(Errand(kind.rawValue, "list"))
            body.append(
                Blocks.section(
                    kind.title, count: reply.tables.first?.table.count, lead: kind.lead,
                    [
                        Blocks.reply(reply, title: kind.title, nothing: "Nothing waits.") {
                            name, cell, _ in
                            name == "id" ? "/waiting/\(kind.rawValue)/\(cell.plain)" : nil
                        }
                    ]))
        }
        return Page(
            "Waiting for a word", .waiting,
            lead: "Written by somebody who may not decide it alone. Nothing of it is lost.", body)
    }

    static func held(_ visit: PageRequest) async -> Page {
        let trail = ("Waiting", "/waiting")
        guard let kind = Kind(rawValue: visit.part(1)) else {
            return .missing(.waiting, "There is no such list.")
        }
        let id = visit.part(2)
        let reply = await visit.run(Errand(kind.rawValue, "show").of(id))
        guard reply.isDone else {
            return Page(kind.title, .waiting, trail: trail, status: 404, [Blocks.reply(reply)])
        }
        let given = WebForm([("id", id)])
        var forms: [Markup] = []
        for deed in kind.deeds.compactMap({ DeedForm.all[$0] }) {
            let view = DeedView(
                form: deed, given: given, session: visit.session, back: "/waiting")
            forms.append(Blocks.section(deed.title, [await view.markup(visit.clerk)]))
        }
        return Page(
            kind.title, .waiting, lead: kind.lead, trail: trail,
            [
                Blocks.columns(
                    [Blocks.section("Beside what stands now", [Blocks.reply(reply)])], forms)
            ])
    }
}
