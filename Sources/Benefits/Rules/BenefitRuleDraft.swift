package import Records
internal import Tables

/// A benefit rule as a person types it, figure by figure.
package struct BenefitRuleDraft: Equatable, Sendable {
    package var kind = ""
    package var isFamily = false
    package var category: String?
    /// A code group by name or id.
    package var codeGroup: String?
    package var code: String?
    package var network: String?
    package var toothArea: String?
    /// A percentage of what the plan pays: `80`, `12.5`.
    package var planPays: String?
    package var amount: String?
    /// `calendarYear`, `serviceYear`, `lifetime`, `visit`, `6months` or `5years`.
    package var period: String?
    package var quantity: String?
    package var quantityKind: String?
    package var ageFrom: String?
    package var ageThrough: String?
    package var deductibleApplies: String?
    /// A limitation without a figure says that there is no maximum.
    package var saysNoMaximum = false

    package init() {}

    /// Why a rule was not taken.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case severalScopes
        case missing(kind: String, field: String)
        case noFigure
        case figureBesideNone
        case notPeriod
        case fraction

        package var description: String {
            switch self {
            case .severalScopes: "a rule is for a category, a code group or a code, one of them"
            case .missing(let kind, let field): "a \(kind) rule needs \(field)"
            case .noFigure:
                "a limitation needs an amount, a quantity or an age; or say --no-maximum"
            case .figureBesideNone: "--no-maximum stands alone: it says that there is no figure"
            case .fraction:
                "that is less than 1 %, as a spreadsheet stores 50 %: write 50, or 0.5% if half a "
                    + "percent is meant"
            case .notPeriod:
                "a period is calendarYear, serviceYear, lifetime, visit, or a count such as "
                    + "6months or 5years"
            }
        }
    }

    /// The assignment that makes the rule stand on a plan as a whole.
    package func assignment() throws(Problem) -> Assignment {
        try check()
        let period = try self.period.map(Self.period) ?? (word: "", years: "", months: "")
        // A blank value would remove the rule, so what needs no figure has a period.
        let word = isBlank ? "lifetime" : period.word
        return Assignment(
            InsurancePlan.rules, at: key,
            Self.joined([
                word, period.years, try percentage, planPays == nil ? nil : "planPays", amount,
                quantity, quantityKind, ageFrom, ageThrough, deductibleApplies, period.months,
            ]))
    }

    /// The assignment that takes the rule off a plan.
    package func removal() throws(Problem) -> Assignment {
        try checkScope()
        return Assignment(InsurancePlan.rules, at: key, "")
    }

    private var isBlank: Bool {
        let figures = [
            period, planPays, amount, quantity, quantityKind, ageFrom, ageThrough,
            deductibleApplies,
        ]
        return figures.allSatisfy { $0 == nil }
    }

    private var key: String {
        Self.joined([
            kind, isFamily ? "family" : "individual", category?.lowercased(), codeGroup, code,
            network ?? "both", toothArea,
        ])
    }

    private func checkScope() throws(Problem) {
        guard [category, codeGroup, code].compactMap(\.self).count <= 1 else {
            throw .severalScopes
        }
    }

    private func check() throws(Problem) {
        try checkScope()
        let given = [
            "planPays": planPays, "amount": amount, "quantity": quantity,
            "quantityKind": quantityKind,
        ]
        for field in BenefitRuleFields.needed(by: kind) where (given[field] ?? nil) == nil {
            throw .missing(kind: kind, field: field)
        }
        let figures = [amount, quantity, ageFrom, ageThrough].compactMap(\.self)
        if saysNoMaximum, !figures.isEmpty || kind != "limitation" { throw .figureBesideNone }
        if kind == "limitation", figures.isEmpty, !saysNoMaximum { throw .noFigure }
        if quantity != nil, quantityKind == nil {
            throw .missing(kind: kind, field: BenefitRuleFields.quantityKind.name)
        }
    }

    /// What the plan pays as the schema writes it: a sign says that less than one is meant.
    private var percentage: String? {
        get throws(Problem) {
            guard let planPays else { return nil }
            let text = planPays.hasSuffix("%") ? String(planPays.dropLast()) : planPays
            guard text == planPays, let number = Digits.fraction(Array(text.utf8)) else {
                return text
            }
            guard number <= 0 || number >= 1 else { throw .fraction }
            return text
        }
    }

    private static func period(
        _ text: String
    ) throws(Problem) -> (word: String, years: String, months: String) {
        let count = String(text.prefix { $0.isASCII && $0.isNumber })
        let word = text.dropFirst(count.count).lowercased()
        switch (count.isEmpty, word) {
        case (false, "month"), (false, "months"): return ("months", "", count)
        case (false, "year"), (false, "years"): return ("years", count, "")
        case (true, "month"), (true, "months"), (true, "year"), (true, "years"): throw .notPeriod
        case (true, _): return (text, "", "")
        default: throw .notPeriod
        }
    }

    private static func joined(_ parts: [String?]) -> String {
        parts.map { part in
            (part ?? "").replacing("\\", with: "\\\\").replacing(";", with: "\\;")
        }.joined(separator: ";")
    }
}
