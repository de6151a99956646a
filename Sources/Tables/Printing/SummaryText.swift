/// A summary as plain text, 78 columns wide.
package struct SummaryText {
    private static let width = 78
    private static let nameWidth = 24

    package let lines: [String]

    package init(_ summary: PrintedSummary) {
        var lines = Self.heading(summary.title, "=")
        for section in summary.sections {
            lines += (lines.isEmpty ? [] : [""]) + Self.heading(section.heading, "-")
            for item in section.items {
                switch item {
                case .row(let name, let value): lines += Self.row(name, value)
                case .sentence(let text):
                    lines += Self.wrapped(text, width: Self.width - 2, "- ", "  ")
                case .line(let text): lines += Self.wrapped(text, width: Self.width, "", "")
                }
            }
        }
        if !summary.footer.isEmpty {
            lines += ["", String(repeating: "-", count: Self.width)]
            lines += Self.wrapped(summary.footer, width: Self.width, "", "")
        }
        self.lines = lines.map(Self.visible)
    }

    private static func heading(_ text: String, _ mark: String) -> [String] {
        text.isEmpty ? [] : [text, String(repeating: mark, count: text.count)]
    }

    private static func row(_ name: String, _ value: String) -> [String] {
        let padding = String(repeating: " ", count: max(1, nameWidth - name.count))
        return wrapped(
            value, width: width - nameWidth, name + padding,
            String(repeating: " ", count: nameWidth))
    }

    private static func wrapped(
        _ text: String, width: Int, _ first: String, _ other: String
    ) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.enumerated().map { ($0 == 0 ? first : other) + $1 }
    }

    /// Control characters never reach a terminal or a printer.
    private static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control
                        || scalar.properties.generalCategory == .format ? "\u{FFFD}" : scalar
                }))
    }
}
