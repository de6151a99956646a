internal import Benefits
internal import Fees
internal import Merge
internal import Participation
internal import Records
internal import Tables
internal import X12

// What a 271 says in codes of the standard becomes rules of a plan and figures of what is used.
// Which of the practice's own categories a service type stands for, the practice says itself
// (`serviceTypes` of its code groups); whose share a percentage is, the payor's record says
// (`coinsuranceDirection`). Where neither says it, nothing is guessed: the type is counted as not
// mapped, the share is kept with `unknown`, which answers nothing.

/// An eligibility answer in words of plans and figures.
struct BenefitWords {
    /// Rules, by key; of two for one key none, because nobody knows which holds.
    private(set) var rules: [Rule] = []
    /// What is used, as of the day of the answer.
    private(set) var usage = VerificationDraft.Usage()
    /// Benefits that say nothing that a plan's rules can say.
    private(set) var ignored = 0
    /// Service types that no code group names.
    private(set) var unmapped: Set<String> = []

    private let groups: [String: Scope]
    private let direction: String

    /// A rule's key and value, as its fields.
    struct Rule: Hashable {
        let key: [NamedScalar]
        let value: [NamedScalar]
    }

    /// What services a rule is for.
    private enum Scope: Hashable {
        case plan
        case category(String)
        case group(RecordID)
        case code(String)
    }

    /// - Parameter payor: who answers.
    init(_ answer: EligibilityAnswer, payor: RecordView?, in lookup: some RecordLookup) {
        self.groups = Self.groups(lookup)
        self.direction = payor?[Payor.coinsuranceDirection] ?? "unknown"
        for benefit in answer.benefits { take(benefit) }
        use(answer.benefits)
        let twice = Dictionary(grouping: Set(rules), by: \.key).filter { $0.value.count > 1 }
        var seen: Set<[NamedScalar]> = []
        ignored += twice.count
        rules = rules.filter { twice[$0.key] == nil && seen.insert($0.key).inserted }
    }

    private static func groups(_ lookup: some RecordLookup) -> [String: Scope] {
        var found: [String: Scope] = [:]
        for view in lookup.records(.codeGroup) where view.isActive {
            let isCategory = view[CodeGroup.uses, each: CodeGroup.Uses.use].contains("category")
            let name = view[CodeGroup.name]?.lowercased()
            for type in view[CodeGroup.serviceTypes, each: CodeGroup.ServiceTypes.serviceType] {
                // Two groups of one type: nobody knows which is meant.
                let scope =
                    isCategory
                    ? name.map { Scope.category($0) } ?? .group(view.id)
                    : .group(view.id)
                if found[type] == nil { found[type] = scope }
            }
        }
        return found
    }

    private mutating func take(_ benefit: EligibilityBenefit) {
        guard let kind = Self.kinds[benefit.kind] else {
            if Self.isCounted(benefit) { ignored += 1 }
            return
        }
        guard !Self.isOfUse(benefit), let value = value(benefit, kind) else {
            if !Self.isOfUse(benefit) { ignored += 1 }
            return
        }
        for scope in scopes(benefit) { rules.append(rule(benefit, kind, scope, value)) }
    }

    private static let kinds = [
        "A": "coinsurance", "B": "copay", "C": "deductible", "F": "limitation",
        "E": "exclusion", "I": "exclusion",
    ]

    /// That a cover holds or not, and who else is concerned, is no benefit that went unread.
    private static func isCounted(_ benefit: EligibilityBenefit) -> Bool {
        !["1", "2", "3", "4", "5", "6", "7", "8", "L", "R"].contains(benefit.kind)
    }

    /// Whether it says what is used or left, and not what the plan pays.
    private static func isOfUse(_ benefit: EligibilityBenefit) -> Bool {
        ["24", "29", "33"].contains(benefit.period)
            || !benefit.dates.filter { ["304", "472"].contains($0.qualifier) }.isEmpty
    }

    /// A code stands before service types; 30 and 35 are the plan as a whole.
    private mutating func scopes(_ benefit: EligibilityBenefit) -> [Scope] {
        if let code = Self.code(of: benefit) { return [.code(code)] }
        guard !benefit.services.isEmpty else { return [.plan] }
        return benefit.services.compactMap { type in
            if ["30", "35"].contains(type) { return .plan }
            guard let scope = groups[type] else {
                unmapped.insert(String(type.prefix(3)))
                return nil
            }
            return scope
        }
    }

    private static func code(of benefit: EligibilityBenefit) -> String? {
        guard benefit.qualifier == "AD" else { return nil }
        return benefit.code.flatMap { TextFormat.procedure.normalized($0) }
    }

    private func rule(
        _ benefit: EligibilityBenefit, _ kind: String, _ scope: Scope, _ value: [NamedScalar]
    ) -> Rule {
        typealias Field = BenefitRuleFields
        var key = [
            Field.kind(kind), Field.level(benefit.level == "FAM" ? "family" : "individual"),
            Field.network(Self.network(benefit)),
        ]
        switch scope {
        case .plan: break
        case .category(let name): key.append(Field.category(String(name.prefix(40))))
        case .group(let id): key.append(Field.codeGroup(id))
        case .code(let code): key.append(Field.code(code))
        }
        return Rule(key: key, value: value)
    }

    /// What does not say whether it is for the network answers nothing.
    private static func network(_ benefit: EligibilityBenefit) -> String {
        switch benefit.network {
        case "Y": "in"
        case "N": "out"
        case "W": "both"
        default: "unknown"
        }
    }

    // MARK: What a rule says

    private func value(_ benefit: EligibilityBenefit, _ kind: String) -> [NamedScalar]? {
        typealias Field = BenefitRuleFields
        let period = Self.period(benefit.period)
        switch kind {
        case "coinsurance":
            guard let share = benefit.shareBasisPoints else { return nil }
            return [
                Field.planPays(direction == "patientPays" ? 10_000 - share : share),
                Field.rawDirection(direction),
            ]
        case "copay":
            guard let cents = benefit.cents else { return nil }
            return [Field.amount(cents)]
        case "deductible":
            guard let cents = benefit.cents, cents >= 0, !period.isEmpty else { return nil }
            return period + [Field.amount(cents)]
        case "limitation": return limitation(benefit, period)
        default: return [Field.period("lifetime")]
        }
    }

    private func limitation(
        _ benefit: EligibilityBenefit, _ period: [NamedScalar]
    ) -> [NamedScalar]? {
        typealias Field = BenefitRuleFields
        if let cents = benefit.cents, cents >= 0 {
            return period.isEmpty ? nil : period + [Field.amount(cents)]
        }
        if let often = benefit.frequency, let count = Self.whole(often.thousandths),
            let kind = Self.counted[often.kind ?? ""]
        {
            let days = Self.period(often.period, count: often.periods)
            guard !days.isEmpty || !period.isEmpty else { return nil }
            return (days.isEmpty ? period : days)
                + [Field.quantity(count), Field.quantityKind(kind)]
        }
        guard let count = Self.whole(benefit.thousandths) else { return nil }
        switch benefit.quantityKind {
        case "S7": return [Field.ageThrough(count)]
        case "S8": return [Field.ageFrom(count)]
        case let kind?:
            guard let counted = Self.counted[kind] else { return nil }
            let needsPeriod = ["services", "visits"].contains(counted)
            guard !needsPeriod || !period.isEmpty else { return nil }
            return period + [Field.quantity(count), Field.quantityKind(counted)]
        case nil: return nil
        }
    }

    private static let counted = [
        "P6": "services", "VS": "visits", "YY": "years", "MN": "months", "DY": "days",
    ]

    private static func whole(_ thousandths: Int64?) -> Int64? {
        guard let thousandths, thousandths >= 0, thousandths % 1_000 == 0,
            thousandths / 1_000 <= 10_000
        else { return nil }
        return thousandths / 1_000
    }

    private static func period(_ code: String?, count: Int64? = nil) -> [NamedScalar] {
        typealias Field = BenefitRuleFields
        switch code {
        case "22": return [Field.period("serviceYear")]
        case "23": return [Field.period("calendarYear")]
        case "27": return [Field.period("visit")]
        case "32": return [Field.period("lifetime")]
        case "21":
            guard let count, (1...50).contains(count) else { return [] }
            return [Field.period("years"), Field.periodYears(count)]
        case "34":
            guard let count, (1...120).contains(count) else { return [] }
            return [Field.period("months"), Field.periodMonths(count)]
        default: return []
        }
    }
}

// MARK: What is used

extension BenefitWords {
    private mutating func use(_ benefits: [EligibilityBenefit]) {
        let whole = benefits.filter { benefit in
            benefit.code == nil && benefit.network != "N" && benefit.cents != nil
                && (benefit.services.isEmpty
                    || !Set(benefit.services).isDisjoint(with: ["30", "35"]))
        }
        let own = whole.filter { $0.level != "FAM" }
        usage.maximumRemaining = Self.text(Self.only(own, "F", ["29"]))
        usage.maximumUsed = Self.text(Self.only(own, "F", ["24"]))
        usage.deductibleMet = Self.text(Self.met(own))
        usage.familyDeductibleMet = Self.text(Self.met(whole.filter { $0.level == "FAM" }))
        usage.served = benefits.flatMap { benefit -> [String] in
            guard let code = Self.code(of: benefit) else { return [] }
            return benefit.dates.filter { ["304", "472"].contains($0.qualifier) }
                .map { "\(code):\($0.last)" }
        }
    }

    /// What is met of a deductible: as it is said, or what is not left of all of it.
    private static func met(_ benefits: [EligibilityBenefit]) -> Int64? {
        if let met = only(benefits, "C", ["24"]) { return met }
        guard let all = only(benefits, "C", ["22", "23"]), let left = only(benefits, "C", ["29"]),
            left <= all
        else { return nil }
        return all - left
    }

    /// The one figure of a kind and period; `nil` where there is none, or several that differ.
    private static func only(
        _ benefits: [EligibilityBenefit], _ kind: String, _ periods: Set<String>
    ) -> Int64? {
        let found = Set(
            benefits.filter { $0.kind == kind && periods.contains($0.period ?? "") }
                .compactMap(\.cents).filter { $0 >= 0 })
        return found.count == 1 ? found.first : nil
    }

    private static func text(_ cents: Int64?) -> String? {
        cents.map { Figure.money($0) }
    }
}
