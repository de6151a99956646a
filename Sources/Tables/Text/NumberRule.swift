package import Merge

// A number that somebody gave out is kept as a text, and nearly any text could be one. What none is
// by its look alone is refused wherever a number is typed or read, by one rule: what a spreadsheet
// made of it, words, and zeros that fill a form.

/// What may stand where a number of a card, a licence or a practice system is kept.
package enum NumberRule: Sendable {
    /// A card's or a person's: it holds a digit, and zeros alone are none.
    case card
    /// A practice system's, or an authority's: letters alone may be one, zeros alone are none.
    case person
    /// A payor's: zeros alone may be one, and so may one word.
    case given

    /// - Returns: `nil` for what may be a number.
    package func problem(_ text: String) -> SpreadsheetTrace? {
        if let trace = SpreadsheetTrace(text) { return trace }
        guard !SpreadsheetTrace.isPlaceholder(text) else { return .words }
        let bytes = text.utf8
        if !bytes.contains(where: ASCIIText.isDigit) {
            return self == .card || bytes.contains(where: ASCIIText.isSpace) ? .words : nil
        }
        guard self != .given, bytes.count > 1 else { return nil }
        return bytes.allSatisfy { $0 == 0x30 } ? .zeros : nil
    }

    /// The rule for a column of an import.
    package init?(column: String) {
        switch column {
        case "member_id": self = .card
        case "patient_number", "number", "appointment_id": self = .person
        case "group_number", "contract_number", "payor_id", "payor_provider_id",
            "payor_location_id", "caqh_id", "npi", "npi2", "tin", "phone", "fax", "zip":
            self = .given
        default: return nil
        }
    }

    /// The rule for a field that holds free text; other formats have their own.
    package init?(_ field: Field) {
        guard case .text = field.kind else { return nil }
        switch field.name {
        case "number", "policyNumber", "medicaidNumber", "externalId": self = .person
        case "groupNumber", "contractNumber", "payorLocationId", "payorProviderId": self = .given
        default: return nil
        }
    }
}

/// What may stand where a person's name is kept.
package enum NameRule {
    /// - Returns: `nil` for what may be a name: `Null`, `Na` and `None` are people's.
    package static func problem(_ text: String) -> FieldProblem? {
        let bytes = ASCIIText.uppercased(text.utf8)
        let isNone = ["N/A", "N.A.", "#N/A", "?", "-", "--"].contains(
            String(decoding: bytes, as: UTF8.self))
        return isNone || SpreadsheetTrace(text) == .fault ? .notName : nil
    }

    /// Whether a field of a record holds a part of a person's name.
    package static func applies(to field: Field) -> Bool {
        ["family", "given", "subscriberFamily", "subscriberGiven"].contains(field.name)
    }

    /// Whether a column of an import holds a part of a person's name.
    package static func applies(to column: String) -> Bool {
        ["family_name", "given_name", "subscriber_family", "subscriber_given"].contains(column)
    }
}
