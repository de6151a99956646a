package import Tables

/// What a command came to, before anybody decided how it is shown.
package struct ErrandReply: Equatable, Sendable {
    /// What came out, in its order.
    package enum Part: Equatable, Sendable {
        case table(TablePart)
        /// A line of the result.
        case line(String)
        /// A line of the talk.
        case said(String)
    }

    /// A listing or a report, and what did not fit.
    package struct TablePart: Equatable, Sendable {
        package let table: Table
        /// Rows beyond those in the table.
        package let more: Int
        /// What a report ends in: as of which day, made where.
        package let footer: String?

        package init(table: Table, more: Int = 0, footer: String? = nil) {
            self.table = table
            self.more = more
            self.footer = footer
        }
    }

    /// The exit code of the manual: 0 done, 1 refused, 2 misuse, 3 try again.
    package let code: Int32
    package let parts: [Part]

    package init(code: Int32, parts: [Part]) {
        self.code = code
        self.parts = parts
    }

    package var isDone: Bool { code == 0 }

    package var tables: [TablePart] {
        parts.compactMap { if case .table(let part) = $0 { part } else { nil } }
    }

    package var lines: [String] {
        parts.compactMap { if case .line(let text) = $0 { text } else { nil } }
    }

    package var said: [String] {
        parts.compactMap { if case .said(let text) = $0 { text } else { nil } }
    }

    /// The same with so many lines of the result and of the talk, and how many there were beyond.
    package func trimmed(to most: Int) -> ErrandReply {
        var left = most
        var parts: [Part] = []
        var more = 0
        for part in self.parts {
            guard case .table = part else {
                left -= 1
                if left >= 0 { parts.append(part) } else { more += 1 }
                continue
            }
            parts.append(part)
        }
        if more > 0 { parts.append(.said("… and \(more) lines more")) }
        return ErrandReply(code: code, parts: parts)
    }

    /// Why it was not done, in the words of the terminal; `nil` where it was.
    package var refusal: String? {
        guard !isDone else { return nil }
        // How the command is typed helps nobody at a screen.
        let words = said.prefix { !$0.hasPrefix("Usage:") }.joined(separator: "\n")
        for opening in ["error: ", "Error: "] where words.hasPrefix(opening) {
            return String(words.dropFirst(opening.count))
        }
        return words
    }
}
