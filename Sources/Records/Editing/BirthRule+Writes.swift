package import Merge

extension BirthRule {
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

    static let fields: Set = ["birthDate", "subscriberBirthDate"]
}
