import Errands
import Tables

/// The queue of what only a person can settle: counted, narrowed down, settled one by one or many
/// at once.
enum ConflictsPage {
    private static let pageMax = 50
    private static let filters = [
        "kind", "type", "attribute", "office", "severity", "status", "assignee", "older-than",
    ]

    static func page(_ visit: PageRequest) async -> Page {
        let errand = filtered(Errand("conflicts", "list"), visit.query)
            .with("limit", pageMax).with("after", visit.query["after"])
        let reply = await visit.run(errand)
        guard let table = reply.tables.first?.table else {
            return Page("Conflicts", .conflicts, [Blocks.reply(reply)])
        }
        let items = table.rows.map { item($0, table) }
        let fields = await filterFields(visit, visit.query, found: table)
        var body = [Filters.markup("/conflicts", fields)]
        if items.isEmpty {
            body.append(Blocks.notice(.good, "Nothing waits for a decision here."))
        } else {
            body.append(Template.queue.filled(["items": items]))
        }
        body.append(Blocks.notice(.quiet, nil, reply.said))
        if items.count == pageMax, let last = table.rows.last?.first {
            let carried = filters.compactMap { name in
                visit.query[name].map { "\(name)=\(WebForm.encoded($0))" }
            }
            let query = (carried + ["after=\(last.plain)"]).joined(separator: "&")
            body.append(Blocks.actions([("The next \(pageMax)", "/conflicts?" + query)]))
        }
        body.append(
            Blocks.actions([
                ("Settle many of one cause", "/conflicts/many"),
                ("What was settled here, to take it back", "/conflicts/settled"),
            ]))
        return Page(
            "Conflicts", .conflicts,
            lead: "Both values stand until a person decides. Nothing is decided in silence.", body)
    }

    /// The filters of a form or an address as options of the command.
    static func filtered(_ errand: Errand, _ form: WebForm) -> Errand {
        filters.reduce(errand) { $0.with($1, form[$1]) }
    }

    /// - Parameter found: what is listed, whose kinds, types and fields are offered.
    static func filterFields(
        _ visit: PageRequest, _ given: WebForm, found: Table
    ) async -> [FieldView] {
        func offered(_ column: String, _ label: (String) -> String) -> FieldView.Kind {
            let place = found.columns.firstIndex { $0.name == column }
            let words = Set(place.map { place in found.rows.map { $0[place].plain } } ?? [])
                .union([given[column] ?? ""]).subtracting([""])
            return .choice([.init("", "any")] + words.sorted().map { .init($0, label($0)) })
        }
        let offices = [.init("", "any")] + (await Picks.choices(.office, visit.clerk))
        let users =
            [FieldView.Choice("", "anybody"), .init("none", "nobody")]
            + (await Picks.choices(.user, visit.clerk))
        let severities = [FieldView.Choice("", "any"), .init("blocking"), .init("review")]
        let states = ["all", "open", "assigned", "deferred"].map { FieldView.Choice($0) }
        return [
            FieldView("kind", "Kind", offered("kind", Words.conflict), value: given["kind"]),
            FieldView("type", "Record", offered("type", Words.heading), value: given["type"]),
            FieldView(
                "attribute", "Field", offered("attribute", Words.heading),
                value: given["attribute"]),
            FieldView("office", "Office", .choice(offices), value: given["office"]),
            FieldView("severity", "Severity", .choice(severities), value: given["severity"]),
            FieldView("status", "State", .choice(states), value: given["status"]),
            FieldView("assignee", "Looked after by", .choice(users), value: given["assignee"]),
            FieldView(
                "older-than", "Older than, days", .number, value: given["older-than"]),
        ]
    }

    private static func item(_ row: [Table.Cell], _ table: Table) -> [String: Any] {
        func cell(_ name: String) -> Table.Cell {
            table.columns.firstIndex { $0.name == name }.map { row[$0] } ?? .blank
        }
        let id = cell("id").plain
        let name = cell("name").brief
        let unit = [cell("type").brief, cell("attribute").brief].filter { !$0.isEmpty }
            .map { Words.heading($0) }.joined(separator: " › ")
        let facts = [
            Words.conflict(cell("kind").brief), cell("offices").plain,
            cell("assignee").brief.isEmpty ? "" : "with " + cell("assignee").brief,
            cell("status").brief == "open" ? "" : cell("status").brief,
            cell("blocked").plain == "0" ? "" : cell("blocked").plain + " wait for it",
        ].filter { !$0.isEmpty }
        return [
            "href": "/conflicts/" + id, "severity": cell("severity").brief,
            "name": name.isEmpty ? cell("record").brief : name, "unit": unit,
            "facts": facts.joined(separator: " · "), "since": cell("since").plain,
            "age": String(cell("since").plain.prefix(10)),
        ]
    }
}
