internal import Merge
internal import Records

extension PlanReckoning {
    /// What of a plan as a whole may still be left.
    enum Remainder: String {
        case deductible = "Deductible left"
        case familyDeductible = "Family deductible left"
        case maximum = "Maximum left"

        /// In a sentence.
        var words: String {
            switch self {
            case .deductible: "deductible"
            case .familyDeductible: "family deductible"
            case .maximum: "maximum"
            }
        }
    }

    /// What is left in network on the day; `nil` where the plan has no such rule.
    func left(
        _ remainder: Remainder
    ) throws(Uncertainty) -> (cents: Int64, source: String)? {
        switch remainder {
        case .deductible:
            return try deductible(isFamily: false, met: BenefitUsage.deductibleMet)
        case .familyDeductible:
            return try deductible(isFamily: true, met: BenefitUsage.familyDeductibleMet)
        case .maximum:
            let found = try rules.rule(.limitation, for: Self.anything, .inside) { rule in
                rule.amountCents != nil
            }
            guard let rule = found, let amount = rule.amountCents else { return nil }
            return try maximumLeft(rule, amount)
        }
    }

    private func deductible(
        isFamily: Bool, met field: BenefitUsage.Field<Int64>
    ) throws(Uncertainty) -> (cents: Int64, source: String)? {
        let found = try rules.rule(
            .deductible, isFamily: isFamily, for: Self.anything, .inside)
        guard let rule = found else { return nil }
        let left = try left(of: rule, met: field, "deductible")
        return (left.cents, words(rule) + left.source)
    }

    /// A service in a category of its own, so that only rules of the whole plan hold for it.
    private static var anything: Service {
        Service(code: "", tooth: nil, categories: [""], groups: [])
    }
}
