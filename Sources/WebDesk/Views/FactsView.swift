import Errands
import Tables

/// A table of `field, value` as a list of facts.
struct FactsView {
    struct Fact: Equatable {
        let name: String
        let text: String
        let kind: String
        let href: String?
    }

    let facts: [Fact]

    init(_ facts: [Fact]) {
        self.facts = facts
    }

    /// - Parameter marks: the column that says whether something is open there.
    init(_ table: Table, marks: String = "open") {
        let mark = table.columns.firstIndex { $0.name == marks }
        facts = table.rows.compactMap { row in
            guard row.count >= 2 else { return nil }
            let name = row[0].plain
            let isOpen = mark.map { !row[$0].isBlank } ?? false
            let text = Words.structured(Words.instant(row[1].brief))
            return Fact(
                name: Words.heading(name),
                text: isOpen
                    ? [text, "in conflict"].filter { !$0.isEmpty }
                        .joined(separator: ", ") : text,
                kind: isOpen ? "open" : "",
                href: isOpen ? "/conflicts" : Links.cell(name, row[1]))
        }
    }

    var markup: Markup {
        let items: [[String: Any]] = facts.map { fact in
            var values: [String: Any] = [
                "name": fact.name, "text": fact.text, "kind": fact.kind,
            ]
            if let href = fact.href { values["href"] = href }
            return values
        }
        return Template.facts.filled(["facts": items])
    }
}
