package import Merge
package import Records

/// One rule of a plan: what it is about, and what it says.
package struct BenefitRule: Hashable, Sendable {
    package let key: Key
    /// The plan's share in basis points; `nil` where the rule names none.
    package let planPays: Int64?
    /// Whose share the source named; `unknown` makes `planPays` no answer.
    package let rawDirection: String?
    package let amountCents: Int64?
    package let period: Period?
    package let quantity: Int64?
    package let quantityKind: String?
    package let ageFrom: Int64?
    package let ageThrough: Int64?
    /// `nil` where nobody knows.
    package let deductibleApplies: Bool?

    /// What makes two rules one.
    package struct Key: Hashable, Sendable {
        package let kind: Kind
        package let isFamily: Bool
        package let scope: Scope
        package let network: Side
        package let toothArea: String?
    }

    /// What a rule says of a service, in the words of the field.
    package enum Kind: String, Sendable, CaseIterable {
        case coinsurance, deductible, copay, limitation, exclusion, waitingPeriod, active
    }

    /// What services a rule is for; the later the case, the more specific.
    package enum Scope: Hashable, Sendable {
        case plan
        case category(String)
        case codeGroup(RecordID)
        case code(String)

        var rank: Int {
            switch self {
            case .plan: 0
            case .category: 1
            case .codeGroup: 2
            case .code: 3
            }
        }
    }

    /// Where a rule holds: inside the network, outside, or on both sides.
    package enum Side: String, Sendable {
        case inside = "in"
        case outside = "out"
        case both
        /// The source did not say; such a rule answers nothing.
        case unknown
    }

    /// How often an amount or a count begins anew.
    package enum Period: Hashable, Sendable {
        case calendarYear, serviceYear, lifetime, visit, remaining
        /// Counted back from the day of service.
        case months(Int64)
    }
}

extension BenefitRule {
    /// Reads a rule of a plan's `rules` map; `nil` where its kind is blank or newer than we are.
    package init?(_ rule: RecordRow) {
        typealias Field = BenefitRuleFields
        guard let kind = rule[Field.kind].flatMap({ Kind(rawValue: $0) }) else { return nil }
        self.key = Key(
            kind: kind, isFamily: rule[Field.level] == "family", scope: Scope(rule),
            network: rule[Field.network].map { Side(rawValue: $0) ?? .unknown } ?? .both,
            toothArea: rule[Field.toothArea].flatMap { $0 == "none" ? nil : $0 })
        self.planPays = rule[Field.planPays]
        self.rawDirection = rule[Field.rawDirection]
        self.amountCents = rule[Field.amount]
        self.period = Period(rule)
        self.quantity = rule[Field.quantity]
        self.quantityKind = rule[Field.quantityKind]
        self.ageFrom = rule[Field.ageFrom]
        self.ageThrough = rule[Field.ageThrough]
        self.deductibleApplies = rule[Field.deductibleApplies].flatMap {
            $0 == "yes" ? true : $0 == "no" ? false : nil
        }
    }

    /// Whether two rules of the same rank say the same, whatever they are keyed by.
    func saysTheSame(as other: BenefitRule) -> Bool {
        planPays == other.planPays && rawDirection == other.rawDirection
            && amountCents == other.amountCents && period == other.period
            && quantity == other.quantity && quantityKind == other.quantityKind
            && ageFrom == other.ageFrom && ageThrough == other.ageThrough
            && deductibleApplies == other.deductibleApplies
            && key.toothArea == other.key.toothArea
    }
}

extension BenefitRule.Scope {
    fileprivate init(_ rule: RecordRow) {
        if let code = rule[BenefitRuleFields.code] {
            self = .code(code)
        } else if let group = rule[BenefitRuleFields.codeGroup] {
            self = .codeGroup(group)
        } else if let category = rule[BenefitRuleFields.category] {
            self = .category(category.lowercased())
        } else {
            self = .plan
        }
    }
}

extension BenefitRule.Period {
    fileprivate init?(_ rule: RecordRow) {
        typealias Field = BenefitRuleFields
        switch rule[Field.period] {
        case "calendarYear": self = .calendarYear
        case "serviceYear": self = .serviceYear
        case "lifetime": self = .lifetime
        case "visit": self = .visit
        case "remaining": self = .remaining
        case "rolling12": self = .months(12)
        case "years":
            guard let years = rule[Field.periodYears] else { return nil }
            self = .months(12 * years)
        case "months":
            guard let months = rule[Field.periodMonths] else { return nil }
            self = .months(months)
        default: return nil
        }
    }
}
