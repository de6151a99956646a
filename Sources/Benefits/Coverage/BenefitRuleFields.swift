package import Merge
package import Records
internal import Tables

/// A benefit rule's fields, shaped after the 271 EB segment: the key is the rule's identity.
///
/// Two offices that write one key with other values disagree about one rule; no second one arises.
package enum BenefitRuleFields {
    package static let kind = AnyRecord.Field("kind", .choice(kinds), required: true)
    package static let level = AnyRecord.Field("level", .choice(["individual", "family", "none"]))
    package static let category = AnyRecord.Field("category", .text(max: 40))
    package static let codeGroup = AnyRecord.Field("codeGroup", .reference("code_group"))
    package static let code = AnyRecord.Field("code", .format(.procedure))
    package static let network = AnyRecord.Field(
        "network", .choice(["in", "out", "both", "unknown"]))
    package static let toothArea = AnyRecord.Field("toothArea", .choice(toothAreas))
    package static let key: [any FieldToken] = [
        kind, level, category, codeGroup, code, network, toothArea,
    ]

    package static let period = AnyRecord.Field("period", .choice(periods))
    package static let periodYears = AnyRecord.Field("periodYears", .integer(1...50))
    /// Always the plan's share; `rawDirection` says whose share the source gave.
    package static let planPays = AnyRecord.Field("planPays", .percent)
    package static let rawDirection = AnyRecord.Field(
        "rawDirection", .choice(["patientPays", "planPays", "unknown"]))
    package static let amount = AnyRecord.Field("amount", .money)
    package static let quantity = AnyRecord.Field("quantity", .integer(0...10_000))
    package static let quantityKind = AnyRecord.Field("quantityKind", .choice(quantityKinds))
    package static let ageFrom = AnyRecord.Field("ageFrom", .integer(0...120))
    package static let ageThrough = AnyRecord.Field("ageThrough", .integer(0...120))
    package static let deductibleApplies = AnyRecord.Field(
        "deductibleApplies", .choice(["yes", "no", "unknown"]))
    package static let periodMonths = AnyRecord.Field("periodMonths", .integer(1...120))
    package static let value: [any FieldToken] = [
        period, periodYears, planPays, rawDirection, amount, quantity, quantityKind, ageFrom,
        ageThrough, deductibleApplies, periodMonths,
    ]

    /// The figures without which a rule of a kind says nothing.
    package static func needed(by kind: String) -> [String] {
        switch kind.lowercased() {
        case "coinsurance": [planPays.name]
        case "deductible", "copay": [amount.name]
        case "waitingperiod": [quantity.name, quantityKind.name]
        default: []
        }
    }

    private static let kinds = [
        "coinsurance", "deductible", "copay", "limitation", "exclusion", "waitingPeriod", "active",
    ]

    private static let periods = [
        "calendarYear", "serviceYear", "lifetime", "rolling12", "years", "visit", "remaining",
        "months",
    ]

    private static let quantityKinds = [
        "services", "ageLimit", "visits", "years", "months", "days",
    ]

    private static let toothAreas = [
        "none", "mouth", "quad", "arch", "sextant", "tooth", "surface",
    ]
}
