package import Merge

extension Table {
    /// What stands in one row and column.
    package enum Cell: Hashable, Sendable {
        case blank
        case text(String)
        /// A record's number, for which a table shows its name as well.
        case named(String, label: String)
        /// An id, of which a table shows the end.
        case id(RecordID)
        case number(Int64)
        case flag(Bool)
        case day(Day)
        /// UTC, to the second.
        case instant(Timestamp)
        /// Integer cents.
        case money(Int64)
        /// Hundredths of a percent.
        case percent(Int64)
        /// Texts, in a table and in CSV separated by `; `.
        case list([String])
        /// Sentences, for which a table shows the words.
        case sentences([String], words: String)
        /// A blocking conflict stands where the answer would be.
        case unknown
        /// Only the centre, or another office, holds what the answer rests on.
        case notHeld
        /// What none of the above is: as CSV, a table and JSON each have it.
        case spelled(String, table: String, json: String)
    }
}

extension Table.Cell {
    /// As a table has it.
    package var brief: String {
        switch self {
        case .named(_, let label): label
        case .id(let id): id.suffix
        case .flag(let flag): flag ? "yes" : "no"
        case .sentences(_, let words): words
        case .spelled(_, let table, _): table
        default: plain
        }
    }

    /// As CSV has it; blank is the empty text.
    package var plain: String {
        switch self {
        case .blank: ""
        case .text(let text), .named(let text, _), .spelled(let text, _, _): text
        case .id(let id): id.description
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .day(let day): day.description
        case .instant(let time): Table.instant(time)
        case .money(let cents): CellText.text(.int(cents), .money)
        case .percent(let hundredths): CellText.text(.int(hundredths), .percent)
        case .list(let texts), .sentences(let texts, _): texts.joined(separator: "; ")
        case .unknown: "unknown"
        case .notHeld: "not known here"
        }
    }

    /// As JSON has it: numbers and flags bare, lists as arrays, blank as null.
    package var json: String {
        switch self {
        case .blank: "null"
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let texts), .sentences(let texts, _):
            "[" + texts.map(CellText.quoted).joined(separator: ", ") + "]"
        case .spelled(_, _, let json): json
        case .text, .named, .id, .day, .instant, .money, .percent, .unknown, .notHeld:
            CellText.quoted(plain)
        }
    }

    /// Whether a table has nothing to show here.
    package var isBlank: Bool { brief.isEmpty }

    /// The beginning of what a table shows that must not be cut; `nil` where a part is enough.
    package var uncut: String? {
        switch self {
        case .named(let number, _): number
        case .id, .number, .flag, .day, .instant, .money, .percent: brief
        default: nil
        }
    }
}

extension Table {
    /// An instant as every listing writes it: UTC, to the second.
    package static func instant(_ time: Timestamp) -> String {
        let seconds = time.milliseconds / 1_000
        let number = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = seconds - number * 86_400
        let parts = [second / 3_600, second / 60 % 60, second % 60].map { part in
            (part < 10 ? "0" : "") + String(part)
        }
        return "\(Day(number: number))T\(parts.joined(separator: ":"))Z"
    }
}
