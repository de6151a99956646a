internal import Merge
internal import Records
internal import Tables

// Some texts are wrong in a column whatever else their row says: a card's number that a spreadsheet
// has rounded, a birth date after today, a percentage written as a fraction. One place asks for
// them all, before a row is read as records.

/// What cells may hold by their column alone.
struct CellRules {
    private let today: Day
    /// Of each column, what one row alone does not show.
    private var suspicions: [Suspicion.Subject: Suspicion] = [:]

    /// What is told of a column once all its cells are of one kind.
    private struct Suspicion {
        /// The first cell concerned.
        let line: Int
        let column: String
        var lines: Set<Int> = []
        /// Whether each cell so far is as if a spreadsheet had been there.
        var isAll = true
        /// How many of them are no accident.
        var count = 0

        struct Subject: Hashable {
            let column: String
            let reason: RowProblem.Reason
        }
    }

    init(today: Day) {
        self.today = today
    }

    /// The row without placeholders and open ends, or what is wrong with its cells.
    mutating func checked(_ row: ImportRow) -> (row: ImportRow, problems: [RowProblem]) {
        var row = row
        var problems: [RowProblem] = []
        for (name, cell) in row.cells.sorted(by: { $0.key < $1.key }) {
            if Self.isBlank(cell.text, in: name) {
                row.clear(name)
            } else if let reason = reason(cell, name, line: row.line) {
                problems.append(
                    RowProblem(line: row.line, place: .column(cell.column), reason: reason))
            }
        }
        return (row, problems)
    }

    /// What is wrong with a column as a whole.
    var problems: [RowProblem] {
        proven.map { subject, found in
            RowProblem(line: found.line, place: .column(found.column), reason: subject.reason)
        }
    }

    /// The lines that such a column makes bad.
    var badLines: Set<Int> {
        proven.reduce(into: []) { $0.formUnion($1.value.lines) }
    }

    /// One number that ends in zeros may be so by itself; two and no other in the column are not.
    private var proven: [(key: Suspicion.Subject, value: Suspicion)] {
        suspicions.filter { subject, found in
            found.isAll && found.count >= (subject.reason == .fractions ? 1 : 2)
        }.sorted { ($0.value.line, $0.key.column) < ($1.value.line, $1.key.column) }
    }

    private mutating func reason(
        _ cell: ImportCell, _ column: String, line: Int
    ) -> RowProblem.Reason? {
        if let rule = NumberRule(column: column) {
            if let trace = rule.problem(cell.text) { return .touched(trace) }
            if SpreadsheetTrace.isLong(cell.text) {
                let isRounded = SpreadsheetTrace.mayBeRounded(cell.text)
                note(cell, line: line, .roundedNumbers, isSuch: isRounded, counts: isRounded)
            }
        }
        if NameRule.applies(to: column), let problem = NameRule.problem(cell.text) {
            return .invalid(problem)
        }
        if Self.births.contains(column), let day = Day(cell.text),
            let problem = BirthRule.problem(day, today: today)
        {
            return .invalid(problem)
        }
        guard column == "plan_pays_pct" else { return nil }
        let points = Digits.fraction(Array(cell.text.utf8))
        if let points {
            note(cell, line: line, .fractions, isSuch: points <= 1, counts: points > 0)
        }
        return points.map { $0 > 0 && $0 < 1 } == true ? .fraction : nil
    }

    private mutating func note(
        _ cell: ImportCell, line: Int, _ reason: RowProblem.Reason, isSuch: Bool, counts: Bool
    ) {
        let subject = Suspicion.Subject(column: cell.column, reason: reason)
        var found = suspicions[subject] ?? Suspicion(line: line, column: cell.column)
        found.lines.insert(line)
        found.isAll = found.isAll && isSuch
        found.count += counts ? 1 : 0
        suspicions[subject] = found
    }

    private static func isBlank(_ text: String, in column: String) -> Bool {
        if NumberRule(column: column) != nil { return SpreadsheetTrace.isPlaceholder(text) }
        return ends.contains(column) && ["9999-12-31", "12/31/9999", "99991231"].contains(text)
    }

    static let births: Set = ["birth_date", "subscriber_birth_date"]
    /// Last days of something that may have none; rosters write the last day of the calendar.
    static let ends: Set = ["through", "effective_through", "closes_on", "depart_on"]
}
