internal import Fees
internal import Merge
package import Records

// A service meets many rules of a plan. Which one holds:
//
//     code            before code group before category before the whole plan, then
//     in / out        before both sides.
//
// Rules of equal rank that differ, a rule that waits for a person, and a category rule for a code
// that nobody put into a category have no answer.

/// A plan's benefit rules, and which of them holds for a service.
struct RuleBook {
    private let entries: [Entry]
    private let groupName: (RecordID) -> String?

    /// One key of the map with what stands there; several variants are an open conflict.
    private struct Entry {
        let variants: [BenefitRule]

        var isContested: Bool { variants.count > 1 }
    }

    /// - Parameter plan: an `insurance_plan`.
    init(_ plan: RecordView, groupName: @escaping (RecordID) -> String?) {
        self.groupName = groupName
        let contested = plan.projection.conflicts.filter {
            $0.attribute == InsurancePlan.rules.name
        }
        self.entries = plan[InsurancePlan.rules].compactMap { rule in
            let siblings = contested.first { $0.key == rule.key.encoded }?.candidates
            let rows = siblings?.map { InsurancePlan.rules.row($0) } ?? (rule.isShown ? [rule] : [])
            let variants = rows.compactMap { BenefitRule($0) }
            return variants.isEmpty ? nil : Entry(variants: variants)
        }
    }

    /// The rule of a kind that holds for a service on one side of the network; `nil` where the
    /// plan has none.
    ///
    /// - Parameter measure: keeps the rules that say what is asked, such as an amount.
    /// - Throws: `Uncertainty` where rules of equal rank differ or wait for a person.
    func rule(
        _ kind: BenefitRule.Kind, isFamily: Bool = false, for service: Service,
        _ side: BenefitRule.Side, where measure: (BenefitRule) -> Bool = { _ in true }
    ) throws(Uncertainty) -> BenefitRule? {
        let candidates = entries.filter { entry in
            entry.variants.contains { rule in
                rule.key.kind == kind && rule.key.isFamily == isFamily && measure(rule)
                    && (rule.key.network == side || rule.key.network == .both
                        || rule.key.network == .unknown)
            }
        }
        let matching = candidates.filter { service.isMeant(by: $0.variants[0].key.scope) }
        let ranks = matching.map { Self.rank($0.variants[0].key) }
        let top = ranks.max { $0 < $1 } ?? (0, 0)
        if top.0 < 2, service.categories.isEmpty, let point = placeless(candidates, service) {
            throw point
        }
        return try decided(zip(matching, ranks).filter { $0.1 == top }.map(\.0))
    }

    /// Every rule, by its words; a contested one once for every candidate.
    var listed: [BenefitRule.Listed] {
        entries.flatMap { entry in
            entry.variants.map { rule in
                BenefitRule.Listed(
                    kind: rule.key.kind, code: rule.code, words: words(rule),
                    patientWords: rule.patientWords(groupName: groupName),
                    isContested: entry.isContested)
            }
        }.sorted { ($0.kind.rawValue, $0.words) < ($1.kind.rawValue, $1.words) }
    }

    func words(_ rule: BenefitRule) -> String {
        rule.words(groupName: groupName)
    }

    private func placeless(_ candidates: [Entry], _ service: Service) -> Uncertainty? {
        let byCategory = candidates.filter { entry in
            if case .category = entry.variants[0].key.scope { true } else { false }
        }
        guard !byCategory.isEmpty else { return nil }
        return Uncertainty(
            "code \(service.code) is in no category, and the plan has rules by category; "
                + "put it into a code group with use=category",
            candidates: byCategory.flatMap(\.variants).map(words))
    }

    private func decided(_ top: [Entry]) throws(Uncertainty) -> BenefitRule? {
        guard let first = top.first else { return nil }
        let all = top.flatMap(\.variants)
        if top.contains(where: \.isContested) {
            throw Uncertainty(
                "a conflict stands on a rule of the plan; settle it with `conflicts`",
                candidates: all.map(words))
        }
        guard all.allSatisfy({ $0.saysTheSame(as: first.variants[0]) }) else {
            throw Uncertainty("several rules hold alike and differ", candidates: all.map(words))
        }
        if let vague = all.first(where: { $0.key.network == .unknown }) {
            throw Uncertainty(
                "the rule does not say on which side of the network it holds",
                candidates: [words(vague)])
        }
        return first.variants[0]
    }

    private static func rank(_ key: BenefitRule.Key) -> (Int, Int) {
        (key.scope.rank, key.network == .inside || key.network == .outside ? 1 : 0)
    }
}

/// A procedure to be estimated, with where the practice files its code.
struct Service {
    let code: String
    let tooth: String?
    /// Lower case; from code groups with the use `category`.
    let categories: Set<String>
    let groups: Set<RecordID>

    func isMeant(by scope: BenefitRule.Scope) -> Bool {
        switch scope {
        case .plan: true
        case .category(let name): categories.contains(name)
        case .codeGroup(let id): groups.contains(id)
        case .code(let code): code == self.code
        }
    }
}

extension BenefitRule {
    /// A rule for a person to read.
    package struct Listed: Hashable, Sendable {
        package let kind: Kind
        /// The procedure code that it is about; `nil` where it is about several.
        package let code: String?
        package let words: String
        /// The same for a patient.
        package let patientWords: String
        /// A conflict stands on it, and this is one of the candidates.
        package let isContested: Bool
    }

    fileprivate var code: String? {
        if case .code(let code) = key.scope { code } else { nil }
    }

    /// The rules of an `insurance_plan`.
    package static func listed(_ plan: RecordView, _ lookup: some RecordLookup) -> [Listed] {
        RuleBook(plan, groupName: CodeGroups(lookup.records(.codeGroup)).name).listed
    }
}
