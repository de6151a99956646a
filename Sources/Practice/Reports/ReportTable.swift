package import Merge

/// A report's rows under named columns, before anybody decides how they are printed.
package struct ReportTable: Equatable, Sendable {
    package let title: String
    package let columns: [String]
    /// How many columns in front name a row; a table too wide for the page repeats them.
    package let keyColumns: Int
    /// The last column holds sentences: a table never cuts them.
    package let isProse: Bool
    /// As many cells in each row as there are columns.
    package private(set) var rows: [[Cell]]

    package init(
        title: String, columns: [String], keyColumns: Int = 0, isProse: Bool = false
    ) {
        self.title = title
        self.columns = columns
        self.keyColumns = keyColumns
        self.isProse = isProse
        self.rows = []
    }

    package mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for every column")
        rows.append(row)
    }

    /// What stands in one row and column.
    package enum Cell: Hashable, Sendable {
        case blank
        case text(String)
        /// A record's number, for which a table shows its name as well.
        case named(String, label: String)
        case number(Int64)
        case flag(Bool)
        case day(Day)
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
    }
}

extension ReportTable.Cell {
    /// A blank for nothing.
    package static func text(_ text: String?) -> Self { text.map { .text($0) } ?? .blank }

    package static func day(_ day: Day?) -> Self { day.map { .day($0) } ?? .blank }

    package static func number(_ count: Int) -> Self { .number(Int64(count)) }

    /// As a table has it.
    package var brief: String {
        switch self {
        case .sentences(_, let words): words
        case .named(_, let label): label
        default: plain
        }
    }

    /// As CSV has it; blank is the empty text.
    package var plain: String {
        switch self {
        case .blank: ""
        case .text(let text), .named(let text, _): text
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .day(let day): day.description
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
        case .text, .named, .day, .money, .percent, .unknown, .notHeld: CellText.quoted(plain)
        }
    }
}
