package import Merge
package import Tables

// Which fields hold a number that somebody gave out, or a part of a person's name: of every record
// type, by the one name that such a field has. A test holds each name against the schema.

extension NumberRule {
    /// The rule for a field that holds free text; other formats have their own.
    package init?(_ field: Field) {
        guard case .text = field.kind, let rule = NumberRule.fields[field.name] else { return nil }
        self = rule
    }

    static let fields: [String: NumberRule] = [
        "number": .person, "policyNumber": .person, "medicaidNumber": .person,
        "externalId": .person, "groupNumber": .given, "contractNumber": .given,
        "payorLocationId": .given, "payorProviderId": .given,
    ]
}

extension NameRule {
    /// Whether a field of a record holds a part of a person's name.
    package static func applies(to field: Field) -> Bool { fields.contains(field.name) }

    static let fields: Set = ["family", "given", "subscriberFamily", "subscriberGiven"]
}
