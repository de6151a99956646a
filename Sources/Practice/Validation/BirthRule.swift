package import Merge

/// On which days somebody can have been born who is a patient today.
package enum BirthRule {
    /// The oldest person whose age was proven lived 122 years.
    package static let ageMaxYears = 120

    /// - Returns: `nil` for a day from 120 years ago to today.
    package static func problem(_ day: Day, today: Day) -> FieldProblem? {
        let (year, month, date) = today.civil
        let first =
            Day(year: year - ageMaxYears, month: month, day: date)
            ?? Day(year: year - ageMaxYears, month: month, day: date - 1)
        guard let first, day < first || day > today else { return nil }
        return .impossibleBirth
    }

    /// The first birth date among writes that cannot be one.
    package static func problem(
        in writes: [Write], of type: RecordType, today: Day
    ) -> EditProblem? {
        for write in writes {
            guard let attribute = type[write.attribute], let bytes = write.value else { continue }
            for (index, field) in attribute.fields.enumerated()
            where field.kind == .day && fields.contains(field.name) {
                guard case .int(let number) = value(bytes)[index],
                    let problem = problem(Day(number: number), today: today)
                else { continue }
                return .invalid(field: field.name, problem)
            }
        }
        return nil
    }

    private static func value(_ bytes: Bytes) -> Value {
        do { return try Value(decoding: bytes) } catch { return Value([]) }
    }

    private static let fields: Set = ["birthDate", "subscriberBirthDate"]
}
