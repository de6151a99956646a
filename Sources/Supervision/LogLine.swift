package import Foundation
package import Logging

// One event is one line, whatever stands in it: in words for people, or as JSON for a collector.
// Both hold the same facts, and no more than the program put in: constant text, and ids, counts
// and words of its own as metadata. Under systemd's journal a line begins with its priority, which
// the journal takes off again, and says neither time nor level a second time.

/// How an event of the log is written.
package struct LogLine: Equatable, Sendable {
    /// How a line is written: for people, or for programs.
    package enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    package let format: Format
    /// Whether the journal takes the lines.
    package let isForJournal: Bool

    package init(_ format: Format, isForJournal: Bool = false) {
        self.format = format
        self.isForJournal = isForJournal
    }

    /// The line with its end.
    ///
    /// - Parameter source: the module that logged it.
    package func line(
        _ level: Logger.Level, _ label: String, _ message: String, _ facts: Logger.Metadata,
        source: String, at time: Date
    ) -> String {
        let priority = isForJournal ? "<\(LogLine.priority(level))>" : ""
        let time = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        switch format {
        case .json:
            let members = [
                ("time", LogLine.quoted(time)), ("level", LogLine.quoted(level.rawValue)),
                ("logger", LogLine.quoted(label)), ("source", LogLine.quoted(source)),
                ("event", LogLine.quoted(message)), ("facts", LogLine.json(.dictionary(facts))),
            ]
            return priority + LogLine.object(members) + "\n"
        case .text:
            let words = facts.sorted { $0.key < $1.key }
                .map { " \(LogLine.plain($0.key))=\(LogLine.plain("\($0.value)"))" }.joined()
            let head = isForJournal ? "" : "\(time) \(level.rawValue) "
            return priority + head
                + "\(label):\(words) [\(source)] \(LogLine.plain(message))\n"
        }
    }

    /// As syslog numbers it.
    package static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// Whether a stream is the journal's, as systemd tells it: by its device and file number, so
    /// that a stream which somebody put in its place is not taken for it.
    package static func isJournal(
        _ environment: [String: String], device: UInt64, file: UInt64
    ) -> Bool {
        environment["JOURNAL_STREAM"] == "\(device):\(file)"
    }

    // MARK: Escaping

    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .stringConvertible(let value): quoted(value.description)
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        case .dictionary(let members):
            object(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
        }
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + escaped(text) { $0 == "\"" || $0 == "\\" ? "\\\(Character($0))" : nil } + "\""
    }

    private static func plain(_ text: String) -> String { escaped(text) { _ in nil } }

    /// What would end a line, or steer a terminal, as its number.
    private static func escaped(
        _ text: String, _ special: (Unicode.Scalar) -> String?
    ) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let special = special(scalar) {
                escaped += special
            } else if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || scalar.value == 0x2028 || scalar.value == 0x2029
            {
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
