import Errands
import Tables

/// The day's work, ranked; each item opens where it is done.
enum TodayPage {
    private static let itemsMax = 300

    struct Item: Equatable {
        let urgency: String
        let due: String
        let kind: String
        let about: String
        let advice: String
        let href: String
    }

    static func items(_ table: Table) -> [Item] {
        let place = Dictionary(
            table.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
        func cell(_ row: [Table.Cell], _ name: String) -> Table.Cell {
            place[name].map { row[$0] } ?? .blank
        }
        return table.rows.map { row in
            let advice = cell(row, "next").brief
            return Item(
                urgency: cell(row, "urgency").brief, due: cell(row, "due").brief,
                kind: cell(row, "kind").brief, about: cell(row, "about").brief, advice: advice,
                href: Links.advice(advice, record: cell(row, "id").plain))
        }
    }

    static func page(_ visit: PageRequest) async -> Page {
        let kind = visit.query["kind"]
        let reply = await visit.run(
            Errand("today").with("limit", itemsMax).with("as-of", visit.query["day"])
                .with("kind", kind))
        guard let table = reply.tables.first?.table else {
            return Page("Today", .today, [Blocks.reply(reply)])
        }
        let items = items(table)
        let kinds = Dictionary(grouping: items, by: \.kind).sorted {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }
        let tiles = kinds.map { name, items in
            (
                name: Words.work(name), figure: String(items.count), href: "/?kind=" + name,
                tone: items.contains { $0.urgency == "now" } ? Blocks.Tone.bad : .plain
            )
        }
        let titles = ["now": "Costs already", "soon": "Within a week", "later": "Later"]
        let groups: [[String: Any]] = ["now", "soon", "later"].compactMap { urgency in
            let found = items.filter { $0.urgency == urgency }
            guard !found.isEmpty else { return nil }
            return [
                "title": titles[urgency] ?? urgency, "count": String(found.count),
                "items": found.map(values),
            ]
        }
        var body = [Blocks.tiles(tiles)]
        if kind != nil {
            body = [Blocks.actions([("Everything that waits", "/")])]
        }
        body.append(Template.today.filled(["groups": groups]))
        if items.isEmpty { body.append(Blocks.notice(.good, "Nothing waits.")) }
        body.append(Blocks.actions([("Take a file in", "/imports")]))
        if !reply.said.isEmpty { body.append(Blocks.notice(.quiet, nil, reply.said)) }
        return Page(
            kind.map(Words.work) ?? "Today", .today,
            lead: "What waits, the most urgent first. Each line opens where it is done.", body)
    }

    private static func values(_ item: Item) -> [String: Any] {
        var values: [String: Any] = [
            "urgency": item.urgency, "kind": Words.work(item.kind), "about": item.about,
            "advice": item.advice, "href": item.href,
        ]
        if !item.due.isEmpty { values["due"] = item.due }
        return values
    }
}
