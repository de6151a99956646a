import Errands
import Merge

/// What the review shows on a screen of a given size: as many lines as it has rows, none wider
/// than its columns.
package struct ReviewScreen: Sendable {
    /// The terminal's size, in characters.
    package struct Size: Equatable, Sendable {
        package let columns: Int
        package let rows: Int

        package init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// How a line looks, in words that a terminal's colours are chosen by.
    package enum Style: Equatable, Sendable { case plain, title, chosen, dim, alarm, good }

    /// One line of the screen, at most as wide as it.
    package struct Line: Equatable, Sendable {
        package let text: String
        package let style: Style

        package init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    let model: ReviewModel
    let size: Size

    package init(_ model: ReviewModel, _ size: Size) {
        self.model = model
        self.size = size
    }

    /// Below this nothing can be shown that helps.
    private static let least = Size(columns: 24, rows: 6)

    /// The screen from top to bottom; control characters of stored values are replaced.
    package var lines: [Line] {
        guard size.columns >= ReviewScreen.least.columns, size.rows >= ReviewScreen.least.rows
        else {
            let lines = [Line("too small: widen it"), Line("q quits", .dim)]
            return fitted(lines, to: size.rows)
        }
        return fitted([title] + fitted(body, to: bodyRows) + [talk, keys], to: size.rows)
    }

    /// Where the cursor stands while a line is typed: row and column from 0.
    package var caret: (row: Int, column: Int)? {
        guard let prompt = model.prompt, size.rows >= ReviewScreen.least.rows else { return nil }
        let before = String(prompt.text.prefix(prompt.caret))
        let column = DisplayText.width(label(of: prompt)) + DisplayText.width(visiblePart(before))
        return (size.rows - 2, min(column, size.columns - 1))
    }

    var bodyRows: Int { size.rows - 3 }

    private func fitted(_ lines: [Line], to count: Int) -> [Line] {
        let shown = lines.prefix(count).map {
            Line(DisplayText.cut(DisplayText.visible($0.text), to: size.columns), $0.style)
        }
        return shown + Array(repeating: Line(""), count: max(0, count - shown.count))
    }

    private var title: Line {
        let head = model.place == .queue ? "Conflicts" : "Conflict"
        var parts = [head]
        if model.place == .single, let shown = model.shown {
            parts.append(String(shown.row.id.suffix(8)))
        } else if !model.summary.isEmpty {
            parts.append(model.summary)
        }
        if model.trail.count > 1 { parts.append("page \(model.trail.count)") }
        if !model.filters.isEmpty { parts.append(ReviewModel.spelled(model.filters)) }
        let text = parts.joined(separator: " | ")
        return Line(DisplayText.fitted(DisplayText.visible(text), to: size.columns), .title)
    }

    private var talk: Line {
        if let message = model.message, message.isError || model.prompt == nil {
            guard model.prompt == nil else { return promptLine }
            return Line(message.text, message.isError ? .alarm : .good)
        }
        return model.prompt == nil ? Line("") : promptLine
    }

    private var promptLine: Line {
        guard let prompt = model.prompt else { return Line("") }
        let before = visiblePart(String(prompt.text.prefix(prompt.caret)))
        return Line(label(of: prompt) + before + String(prompt.text.dropFirst(prompt.caret)))
    }

    /// At most half of the line, so that what is typed has room.
    private func label(of prompt: ReviewPrompt) -> String {
        DisplayText.cut(prompt.label, to: max(8, size.columns * 2 / 3 - 2)) + ": "
    }

    private func visiblePart(_ text: String) -> String {
        guard let prompt = model.prompt else { return text }
        let room = size.columns - DisplayText.width(label(of: prompt)) - 1
        return DisplayText.tail(of: DisplayText.visible(text), room)
    }

    private var keys: Line {
        if let message = model.message, model.prompt != nil { return Line(message.text, .alarm) }
        if model.prompt != nil { return Line("Enter accept  Esc leave", .dim) }
        if model.isHelpShown { return Line("any key goes back", .dim) }
        let all =
            model.place == .queue
            ? "Enter look  ? help  q quit  f filter  a assign  d defer  u undo  r refresh"
            : "Enter take  n next  ? help  q quit  "
                + (model.shown?.content.choices.compactMap { ReviewScreen.hints[$0] } ?? [])
                .joined(separator: "  ") + "  a assign  d defer  b back"
        return Line(whole(all), .dim)
    }

    private static let hints = ["value": "v value", "merge": "m merge", "distinct": "x distinct"]

    /// As many whole hints as fit.
    private func whole(_ hints: String) -> String {
        var shown = ""
        for hint in hints.split(separator: "  ") {
            guard shown.utf8.count + hint.utf8.count + 2 <= size.columns else { break }
            shown += (shown.isEmpty ? "" : "  ") + hint
        }
        return shown
    }

    private var body: [Line] {
        if model.isHelpShown { return help }
        return model.place == .single ? single : queue
    }

    private var help: [Line] {
        let keys = [
            ("Up Down k j", "move; PgUp PgDn Space further; g first, G last of the page"),
            ("[ ]", "previous and next page"),
            ("Enter", "look at a conflict; there: take the chosen candidate"),
            ("1-9", "choose a candidate"),
            ("v m x", "write a new value, merge field by field, or say they are not the same"),
            ("n p b", "next, previous, back to the list"),
            ("a d", "assign to somebody, defer until a day"),
            ("u", "undo what was settled here last"),
            ("f", "filter: kind= type= attribute= office= severity= status= assignee="),
            ("r", "refresh"),
            ("Ctrl-C q", "quit; nothing half done stays behind"),
        ]
        return keys.flatMap { key, text in
            let lines = DisplayText.wrapped(text, to: max(8, size.columns - 14))
            return lines.enumerated().map { index, line in
                Line(DisplayText.fitted(index == 0 ? key : "", to: 13) + line)
            }
        }
    }
}
