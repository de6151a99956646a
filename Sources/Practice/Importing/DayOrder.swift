internal import Merge
internal import Tables

// A spreadsheet writes days as its machine does: 2/28/1980 here, 28/2/1980 there. Which
// it is, no single row tells: 3/4/1980 is two days. The column's other rows may: a number above
// twelve is the day, and a program writes all rows of a column alike. Where none tells, the
// file is a question to whoever brings it, never a guess.

/// Whether a written day begins with its month or with its day.
package enum DayOrder: String, CaseIterable, Sendable {
    case monthFirst = "month-first"
    case dayFirst = "day-first"
}

/// In which order each column of a file writes its days.
struct DayColumns {
    /// What a person said of all columns; asks no row.
    private let said: DayOrder?
    /// The kind's columns that hold days.
    let columns: [ImportColumn]
    private let names: Set<String>
    private var orders: [String: Evidence] = [:]

    /// What the rows so far tell of a column, by the first line that does.
    private struct Evidence {
        var monthFirst: Int?
        var dayFirst: Int?
        var either: Int?
    }

    /// Three numbers with one sign between, the year last.
    private struct Written {
        let first: Int
        let second: Int
        let year: Int

        /// Midnight may stand behind: spreadsheets store days as instants.
        init?(_ text: String) {
            let day = WrittenDay.withoutMidnight(text)
            guard let sign = day.first(where: { "/-.".contains($0) }) else { return nil }
            let parts = day.split(separator: sign, omittingEmptySubsequences: false)
            guard parts.count == 3, (1...2).contains(parts[0].utf8.count),
                (1...2).contains(parts[1].utf8.count), parts[2].utf8.count == 4,
                let first = Written.number(parts[0]), let second = Written.number(parts[1]),
                let year = Written.number(parts[2])
            else { return nil }
            self.first = first
            self.second = second
            self.year = year
        }

        var isEither: Bool { first <= 12 && second <= 12 && first != second }

        func text(_ order: DayOrder) -> String {
            let month = order == .monthFirst ? first : second
            let day = order == .monthFirst ? second : first
            return
                "\(Written.padded(year, 4))-\(Written.padded(month, 2))-\(Written.padded(day, 2))"
        }

        private static func number(_ text: Substring) -> Int? {
            text.utf8.allSatisfy(ASCIIText.isDigit) ? Int(text) : nil
        }

        private static func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
    }

    init(of kind: ImportKind, said: DayOrder?) {
        self.said = said
        self.columns = kind.columns.filter { $0.kind == .day }
        self.names = Set(columns.map(\.name))
    }

    /// Looks at a cell before any row is taken.
    mutating func note(_ text: String, in column: String, line: Int) {
        guard let written = Written(text) else { return }
        var evidence = orders[column] ?? Evidence()
        if written.first > 12 {
            evidence.dayFirst = evidence.dayFirst ?? line
        } else if written.second > 12 {
            evidence.monthFirst = evidence.monthFirst ?? line
        } else if written.isEither {
            evidence.either = evidence.either ?? line
        }
        orders[column] = evidence
    }

    /// The row with its days as we write them; what cannot be a day stays and is told as such.
    func read(_ row: ImportRow) -> ImportRow {
        var row = row
        for (name, cell) in row.cells where names.contains(name) {
            if let written = Written(cell.text) {
                row.set(named: name, written.text(order(of: name)), from: cell.column)
            } else if let text = WrittenDay.text(cell.text) {
                row.set(named: name, text, from: cell.column)
            }
        }
        return row
    }

    /// Columns of which nobody knows the order, or that have two.
    var problems: [RowProblem] {
        guard said == nil else { return [] }
        return orders.sorted { $0.key < $1.key }.compactMap { name, evidence in
            if let month = evidence.monthFirst, let day = evidence.dayFirst {
                return RowProblem(
                    line: max(month, day), place: .column(name),
                    reason: .twoDayOrders(line: min(month, day)))
            }
            guard let line = evidence.either, evidence.monthFirst == nil, evidence.dayFirst == nil
            else { return nil }
            return RowProblem(line: line, place: .column(name), reason: .eitherDayOrder)
        }
    }

    private func order(of column: String) -> DayOrder {
        said ?? (orders[column]?.dayFirst == nil ? .monthFirst : .dayFirst)
    }
}
