import Errands
import Merge

extension ReviewScreen {
    /// One column of the queue.
    private struct Part {
        let title: String
        let width: Int
        let text: (ReviewRow) -> String
    }

    /// The page of the queue around the chosen row.
    var queue: [Line] {
        guard !model.rows.isEmpty else {
            let text =
                model.filters.isEmpty
                ? "nothing waits for a decision" : "nothing is open under this filter: f changes it"
            return [Line(""), Line(text, .good)]
        }
        let parts = self.parts
        let height = max(1, bodyRows - 1)
        let first = model.chosen / height * height
        let head =
            "  "
            + parts.map { DisplayText.fitted($0.title, to: $0.width) }.joined(
                separator: " ")
        return [Line(head, .dim)]
            + model.rows.indices.dropFirst(first).prefix(height).map { line($0, parts) }
    }

    private func line(_ index: Int, _ parts: [Part]) -> Line {
        let row = model.rows[index]
        let isChosen = index == model.chosen
        let cells = parts.map {
            DisplayText.fitted(DisplayText.visible($0.text(row)), to: $0.width)
        }
        let text = (isChosen ? "> " : "  ") + cells.joined(separator: " ")
        return Line(text, isChosen ? .chosen : row.isBlocking ? .alarm : .plain)
    }

    /// The columns that fit, the telling ones first; what the conflict is about takes the rest.
    private var parts: [Part] {
        let today = model.today
        let all = [
            Part(title: "age", width: 5) { row in row.age(on: today).map { "\($0)d" } ?? "" },
            Part(title: "kind", width: 16) { $0.kind },
            Part(title: "offices", width: 9) { $0.offices.joined(separator: " ") },
            Part(title: "blocks", width: 6) { $0.blocked == 0 ? "" : String($0.blocked) },
            Part(title: "care", width: 10) { ReviewScreen.care($0) },
        ]
        let least = size.columns < 60 ? 20 : 24
        // The mark of the chosen row, severity and id come first.
        var room = size.columns - 13 - least
        var shown: [Part] = []
        for part in all where room > part.width {
            shown.append(part)
            room -= part.width + 1
        }
        let about = Part(title: "about", width: max(1, least + room)) { ReviewScreen.about($0) }
        let id = Part(title: "id", width: 8) { String($0.id.suffix(8)) }
        return [Part(title: "", width: 1) { $0.isBlocking ? "!" : "" }, id, about] + shown
    }

    static func about(_ row: ReviewRow) -> String {
        let unit = row.attribute.map { row.type + "." + $0 } ?? row.type
        return unit + (row.name.map { " " + $0 } ?? "")
    }

    static func care(_ row: ReviewRow) -> String {
        switch row.status {
        case "assigned": row.assignee ?? "assigned"
        case "deferred": row.deferredUntil ?? "deferred"
        default: ""
        }
    }
}
