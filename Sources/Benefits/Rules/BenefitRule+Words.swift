package import Merge
internal import Tables

extension BenefitRule {
    /// The rule in words, as an explanation names its source: `coinsurance, category basic, in
    /// network: the plan pays 80.00 %`.
    package func words(groupName: (RecordID) -> String?) -> String {
        let what = key.words(groupName: groupName)
        let figures = figures
        return figures.isEmpty ? what : what + ": " + figures.joined(separator: ", ")
    }

    private var figures: [String] {
        var figures: [String] = []
        if let planPays { figures.append("the plan pays \(Figure.percent(planPays))") }
        if rawDirection == "unknown" { figures.append("nobody knows whose share it is") }
        if let amountCents { figures.append(Figure.money(amountCents)) }
        if let quantity { figures.append("\(quantity) \(quantityKind ?? "of unnamed kind")") }
        if let period, key.kind != .exclusion { figures.append(period.words) }
        if ageFrom != nil || ageThrough != nil {
            figures.append("age \(ageFrom ?? 0) to \(ageThrough.map(String.init) ?? "any")")
        }
        switch (key.kind, deductibleApplies) {
        case (.coinsurance, true?), (.copay, true?): figures.append("after the deductible")
        case (.coinsurance, false?), (.copay, false?): figures.append("no deductible")
        default: break
        }
        return figures
    }
}

extension BenefitRule.Key {
    func words(groupName: (RecordID) -> String?) -> String {
        var parts = [kind.rawValue]
        if isFamily { parts.append("family") }
        switch scope {
        case .plan: parts.append("whole plan")
        case .category(let name): parts.append("category \(name)")
        case .codeGroup(let id):
            parts.append("code group \(groupName(id) ?? String(id.description.suffix(8)))")
        case .code(let code): parts.append("code \(code)")
        }
        switch network {
        case .inside: parts.append("in network")
        case .outside: parts.append("out of network")
        case .both: break
        case .unknown: parts.append("network not said")
        }
        if let toothArea { parts.append("by \(toothArea)") }
        return parts.joined(separator: ", ")
    }
}

extension BenefitRule.Period {
    var words: String {
        switch self {
        case .calendarYear: "a calendar year"
        case .serviceYear: "a benefit year"
        case .lifetime: "in a lifetime"
        case .visit: "a visit"
        case .remaining: "remaining"
        case .months(let count) where count % 12 == 0 && count > 12: "in \(count / 12) years"
        case .months(let count): "in \(Counted(count, "month"))"
        }
    }
}
