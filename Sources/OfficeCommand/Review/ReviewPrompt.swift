package import Errands

/// A line that the review asks for, while it is typed.
package struct ReviewPrompt: Equatable, Sendable {
    /// What is asked for at the bottom line.
    package enum Question: Equatable, Sendable {
        case value
        case merge
        case assignee
        case until
        case filter
        case reason(ReviewDeed)
    }

    package let question: Question
    package private(set) var text: String
    /// How many characters stand before the cursor.
    package private(set) var caret: Int

    package init(_ question: Question, text: String = "") {
        self.question = question
        self.text = text
        self.caret = text.count
    }

    /// What stands before the line.
    package var label: String {
        switch question {
        case .value: "new value, FIELD=VALUE"
        case .merge: "merge, FIELD=NUMBER"
        case .assignee: "assign to login"
        case .until: "defer until, YYYY-MM-DD"
        case .filter: "filter, such as kind=siblings office=A01"
        case .reason(let deed): "reason to \(deed.title)"
        }
    }

    /// Edits the line: characters, and the keys that move and delete.
    package mutating func press(_ key: TerminalKey) {
        switch key {
        case .character(let character):
            guard text.utf8.count < ReviewPrompt.bytesMax else { return }
            text.insert(character, at: place(caret))
            caret += 1
        case .backspace where caret > 0:
            text.remove(at: place(caret - 1))
            caret -= 1
        case .delete where caret < text.count:
            text.remove(at: place(caret))
        case .left: caret = max(0, caret - 1)
        case .right: caret = min(text.count, caret + 1)
        case .home, .control("a"): caret = 0
        case .end, .control("e"): caret = text.count
        case .control("u"):
            text.removeSubrange(..<place(caret))
            caret = 0
        case .control("w"):
            let kept = text[..<place(caret)].reversed().drop { $0 == " " }.drop { $0 != " " }
            text.removeSubrange(place(kept.count)..<place(caret))
            caret = kept.count
        default: break
        }
    }

    /// A reason takes 1,000 bytes; nothing else is longer.
    private static let bytesMax = 1_000

    private func place(_ offset: Int) -> String.Index {
        text.index(text.startIndex, offsetBy: offset)
    }
}
