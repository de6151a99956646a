internal import Tables

// The same for the columns of files that are taken in, by the names that `import KIND --columns`
// lists. A test holds each name against the kinds.

extension NumberRule {
    /// The rule for a column of an import.
    init?(column: String) {
        guard let rule = NumberRule.columns[column] else { return nil }
        self = rule
    }

    static let columns: [String: NumberRule] = [
        "member_id": .card, "patient_number": .person, "number": .person,
        "appointment_id": .person, "group_number": .given, "contract_number": .given,
        "payor_id": .given, "payor_provider_id": .given, "payor_location_id": .given,
        "caqh_id": .given, "npi": .given, "npi2": .given, "tin": .given, "phone": .given,
        "fax": .given, "zip": .given,
    ]
}

extension NameRule {
    /// Whether a column of an import holds a part of a person's name.
    static func applies(to column: String) -> Bool { columns.contains(column) }

    static let columns: Set = [
        "family_name", "given_name", "subscriber_family", "subscriber_given",
    ]
}
