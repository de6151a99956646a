package import Merge
package import Tables

/// On which days somebody can have been born who is a patient today.
package enum BirthRule {
    /// - Returns: `nil` for a day from 120 years ago to today.
    package static func problem(_ day: Day, today: Day) -> FieldProblem? {
        let (year, month, date) = today.civil
        let first =
            Day(year: year - FieldProblem.ageMaxYears, month: month, day: date)
            ?? Day(year: year - FieldProblem.ageMaxYears, month: month, day: date - 1)
        guard let first, day < first || day > today else { return nil }
        return .impossibleBirth
    }
}
