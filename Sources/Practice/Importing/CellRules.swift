internal import Merge

// Some texts are wrong in a column whatever else their row says: a card's number that a spreadsheet
// has rounded, a birth date after today, a percentage written as a fraction. One place asks for
// them all, before a row is read as records.

/// What cells may hold by their column alone.
struct CellRules {
    private let today: Day
    /// The lines with a percentage.
    private(set) var fractionLines: Set<Int> = []
    /// Whether each percentage so far could be a fraction of one, and whether one of them is above
    /// zero; `nil` before the first.
    private var fractions: (line: Int, column: String, isAll: Bool, hasSome: Bool)?

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
        guard let fractions, fractions.isAll, fractions.hasSome else { return [] }
        return [
            RowProblem(
                line: fractions.line, place: .column(fractions.column), reason: .fractions)
        ]
    }

    private mutating func reason(
        _ cell: ImportCell, _ column: String, line: Int
    ) -> RowProblem.Reason? {
        if let trace = NumberRule(column: column)?.problem(cell.text) { return .touched(trace) }
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
        note(cell, points, line: line)
        return points.map { $0 > 0 && $0 < 1 } == true ? .fraction : nil
    }

    private mutating func note(_ cell: ImportCell, _ points: Double?, line: Int) {
        guard let points else { return }
        fractionLines.insert(line)
        let isAll = (fractions?.isAll ?? true) && points <= 1
        fractions = (
            fractions?.line ?? line, cell.column, isAll,
            (fractions?.hasSome ?? false) || points > 0
        )
    }

    private static func isBlank(_ text: String, in column: String) -> Bool {
        if NumberRule(column: column) != nil { return SpreadsheetTrace.isPlaceholder(text) }
        return ends.contains(column) && ["9999-12-31", "12/31/9999", "99991231"].contains(text)
    }

    private static let births: Set = ["birth_date", "subscriber_birth_date"]
    /// Last days of something that may have none; rosters write the last day of the calendar.
    private static let ends: Set = ["through", "effective_through", "closes_on", "depart_on"]
}
