internal import Merge
internal import Tables

/// Fields of one unit of which the second must not be below the first.
enum UnitBounds {
    static let ordered = [
        ("effectiveFrom", "effectiveThrough"), ("openedOn", "closesOn"), ("hireOn", "departOn"),
        ("issuedOn", "expiresOn"), ("startsOn", "endsOn"), ("startsAt", "endsAt"),
        ("ageFrom", "ageThrough"), ("perClaimLimit", "aggregateLimit"),
        ("retroactiveTo", "effectiveFrom"),
    ]

    static func problem(_ value: Value, _ fields: [Field]) -> ValueProblem? {
        guard fields.count > 1 else { return nil }
        for (low, high) in ordered {
            guard let lowIndex = fields.firstIndex(where: { $0.name == low }),
                let highIndex = fields.firstIndex(where: { $0.name == high })
            else { continue }
            let (first, second) = (value[lowIndex], value[highIndex])
            guard !first.isNull, !second.isNull, second < first else { continue }
            return ValueProblem(field: high, problem: .outOfOrder(below: low))
        }
        return nil
    }
}
