/// Text as a terminal lays it out: in columns, and without anything that would steer it.
package enum DisplayText {
    /// The text without control characters, line breaks and changes of direction: what a stored
    /// value says must never move a terminal's cursor.
    package static func visible(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { steers($0) ? "\u{FFFD}" : $0 }))
    }

    /// Whether every byte is one character of one column, as nearly always.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }

    /// How many columns the text takes.
    package static func width(_ text: String) -> Int {
        guard !isPlain(text) else { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    /// The text in exactly that many columns: filled up, or cut with "…".
    package static func fitted(_ text: String, to columns: Int) -> String {
        let cut = cut(text, to: columns)
        return cut + String(repeating: " ", count: max(0, columns - width(cut)))
    }

    /// The text in at most that many columns.
    package static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        guard columns > 0 else { return "" }
        return head(of: text, columns - 1) + "…"
    }

    /// The text's end in at most that many columns: what somebody types stays in sight.
    package static func tail(of text: String, _ columns: Int) -> String {
        String(head(of: String(text.reversed()), columns).reversed())
    }

    /// The text in lines of at most that many columns, broken at spaces where there are any.
    package static func wrapped(_ text: String, to columns: Int) -> [String] {
        let columns = max(1, columns)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var rest = String(word)
            let isFitting = width(line) + width(rest) + (line.isEmpty ? 0 : 1) <= columns
            if !isFitting, !line.isEmpty {
                lines.append(line)
                line = ""
            }
            while width(rest) > columns {
                let piece = head(of: rest, columns)
                // A character wider than the screen would never fit.
                guard !piece.isEmpty else { break }
                lines.append(piece)
                rest.removeFirst(piece.count)
            }
            line += line.isEmpty ? rest : " " + rest
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }

    private static func head(of text: String, _ columns: Int) -> String {
        var room = columns
        let head = text.prefix { character in
            room -= width(character)
            return room >= 0
        }
        return String(head)
    }

    private static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if isJoining(first) { return 0 }
        let isEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
        return isEmoji || isWide(first) ? 2 : 1
    }

    private static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }

    /// East Asian wide and full-width characters, and the pictures most terminals draw in two
    /// columns (Unicode Standard Annex 11).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E,
            0x2066...0x2069:
            true
        default: false
        }
    }
}
