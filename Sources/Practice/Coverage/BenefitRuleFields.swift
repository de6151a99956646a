package import Merge

/// A benefit rule's fields, shaped after the 271 EB segment: the key is the rule's identity.
///
/// Two offices that write one key with other values disagree about one rule; no second one arises.
package enum BenefitRuleFields {
    package static let key = [
        Field("kind", .choice(kinds), required: true),
        Field("level", .choice(["individual", "family", "none"])),
        Field("category", .text(max: 40)),
        Field("codeGroup", .reference("code_group")),
        Field("code", .format(.procedure)),
        Field("network", .choice(["in", "out", "both", "unknown"])),
        Field("toothArea", .choice(toothAreas)),
    ]

    package static let value = [
        Field("period", .choice(periods)),
        Field("periodYears", .integer(1...50)),
        // Always the plan's share; `rawDirection` says whose share the source gave.
        Field("planPays", .percent),
        Field("rawDirection", .choice(["patientPays", "planPays", "unknown"])),
        Field("amount", .money),
        Field("quantity", .integer(0...10_000)),
        Field("quantityKind", .choice(quantityKinds)),
        Field("ageFrom", .integer(0...120)),
        Field("ageThrough", .integer(0...120)),
        Field("deductibleApplies", .choice(["yes", "no", "unknown"])),
        Field("periodMonths", .integer(1...120)),
    ]

    /// The figures without which a rule of a kind says nothing.
    static func needed(by kind: String) -> [String] {
        switch kind.lowercased() {
        case "coinsurance": ["planPays"]
        case "deductible", "copay": ["amount"]
        case "waitingperiod": ["quantity", "quantityKind"]
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
