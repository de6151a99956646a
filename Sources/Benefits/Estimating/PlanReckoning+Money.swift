internal import Fees
internal import Merge
internal import Records
internal import Tables

extension PlanReckoning {
    /// A copay, a capitation or a fixed benefit.
    func addFixed(
        _ kind: String, _ allowedCents: Int64, _ service: Service, _ side: BenefitRule.Side,
        _ planFee: (PlanScheduleKind) -> FeeAnswer, to share: inout Share
    ) throws(Uncertainty) {
        if kind == "fixedBenefit" {
            let fixed = try figure(planFee(.fixedBenefit), service, "fixed benefit")
            share.paysCents = min(fixed.cents, allowedCents)
            share.add("the plan pays a fixed \(Figure.money(share.paysCents))", fixed.source)
            return
        }
        guard kind != "dhmo" || side == .inside else {
            throw Uncertainty(
                "a plan that pays by the head reckons only inside its network; ask the payor")
        }
        let copay: (cents: Int64, source: FeeSource)
        if let rule = try rules.rule(.copay, for: service, side) {
            copay = (try amount(of: rule), FeeSource(words(rule)))
        } else {
            copay = try figure(planFee(.copay), service, "copay")
        }
        let patient = min(copay.cents, allowedCents)
        share.add("the patient pays a copay of \(Figure.money(patient))", copay.source)
        if kind == "dhmo" {
            share.copayCents = patient
            share.add("the plan pays by the head, nothing by the service", planWords("planKind"))
        } else {
            share.paysCents = allowedCents - patient
        }
    }

    private func figure(
        _ answer: FeeAnswer, _ service: Service, _ what: String
    ) throws(Uncertainty) -> (cents: Int64, source: FeeSource) {
        switch answer {
        case .priced(let cents, let source): return (cents, source)
        case .unknown(let point): throw point
        case .none(let words):
            throw Uncertainty("the plan has no \(what) rule and no \(what) schedule: \(words)")
        case .notCovered(let source), .byReport(let source), .notListed(let source),
            .percentOfUsual(_, let source), .bundled(let source):
            throw Uncertainty("\(service.code) has no \(what)", candidates: [source.description])
        }
    }

    /// Deductible and percentage; a copay rule that is more specific takes their place.
    func addPercentage(
        _ allowedCents: Int64, _ service: Service, _ side: BenefitRule.Side,
        to share: inout Share
    ) throws(Uncertainty) {
        let coinsurance = try rules.rule(.coinsurance, for: service, side)
        let copay = try rules.rule(.copay, for: service, side)
        if let copay {
            if let coinsurance, coinsurance.key.scope.rank >= copay.key.scope.rank {
                throw Uncertainty(
                    "the plan has a copay and a percentage for \(service.code)",
                    candidates: [words(copay), words(coinsurance)])
            }
            try addDeductible(allowedCents, copay, service, side, to: &share)
            let rest = allowedCents - share.deductibleCents
            let patient = min(try amount(of: copay), rest)
            share.paysCents = rest - patient
            share.add("the patient pays a copay of \(Figure.money(patient))", words(copay))
            return
        }
        guard let rule = coinsurance else {
            let place = side == .inside ? "in" : "out of"
            throw Uncertainty(
                "the plan has no percentage for \(service.code) \(place) network; enter it with "
                    + "`plan rule set`")
        }
        guard let points = rule.planPays, rule.rawDirection != "unknown" else {
            throw Uncertainty(
                "the rule does not say what the plan pays", candidates: [words(rule)])
        }
        try addDeductible(allowedCents, rule, service, side, to: &share)
        let rest = allowedCents - share.deductibleCents
        share.paysCents = (rest * points + 5_000) / 10_000
        share.add(
            "the plan pays \(Figure.percent(points)) of \(Figure.money(rest)), "
                + Figure.money(share.paysCents), words(rule))
    }

    private func amount(of rule: BenefitRule) throws(Uncertainty) -> Int64 {
        guard let cents = rule.amountCents else {
            throw Uncertainty("the rule names no amount", candidates: [words(rule)])
        }
        return cents
    }

    private func addDeductible(
        _ allowedCents: Int64, _ rule: BenefitRule, _ service: Service, _ side: BenefitRule.Side,
        to share: inout Share
    ) throws(Uncertainty) {
        if rule.deductibleApplies == false {
            return share.add("no deductible for \(service.code)", words(rule))
        }
        guard rule.planPays != 0, allowedCents > 0 else { return }
        guard let own = try rules.rule(.deductible, for: service, side) else {
            throw Uncertainty(
                "the plan names no deductible; enter it with `plan rule set`, or 0.00 for none")
        }
        let left = try deductibles(own, service, side)
        let smallest = left.map(\.left.cents).min() ?? 0
        if smallest > 0, rule.deductibleApplies == nil {
            throw Uncertainty(
                "nobody said whether the deductible applies to \(service.code)",
                candidates: [words(rule), words(own)])
        }
        share.deductibleCents = min(smallest, allowedCents)
        share.draws += left.map { ($0.rule.key, share.deductibleCents) }
        for (rule, left) in left {
            share.add(
                "\(Figure.money(left.cents)) of the \(rule.key.isFamily ? "family " : "")"
                    + "deductible is left", words(rule) + left.source)
        }
        share.add(
            "\(Figure.money(share.deductibleCents)) of the fee goes to the deductible",
            "the smaller of fee and what is left")
    }

    /// What is left of the deductibles that decide: one that is met makes the other idle, so that
    /// nobody has to know it.
    private func deductibles(
        _ own: BenefitRule, _ service: Service, _ side: BenefitRule.Side
    ) throws(Uncertainty) -> [Deductible] {
        var found: [Deductible] = []
        var missing: Uncertainty?
        do throws(Uncertainty) {
            let rest = try left(of: own, met: BenefitUsage.deductibleMet, "deductible")
            if rest.cents == 0 { return [(own, rest)] }
            found.append((own, rest))
        } catch {
            missing = error
        }
        if let family = try rules.rule(.deductible, isFamily: true, for: service, side) {
            let rest = try left(
                of: family, met: BenefitUsage.familyDeductibleMet, "family deductible")
            if rest.cents == 0 { return [(family, rest)] }
            found.append((family, rest))
        }
        if let missing { throw missing }
        return found
    }

    /// A deductible with what is left of it.
    private typealias Deductible = (rule: BenefitRule, left: (cents: Int64, source: String))

    /// What is left of a deductible: the rule's amount without what the payor counted as met and
    /// what earlier lines took.
    func left(
        of rule: BenefitRule, met field: BenefitUsage.Field<Int64>, _ what: String
    ) throws(Uncertainty) -> (cents: Int64, source: String) {
        let amount = try amount(of: rule)
        guard amount > 0 else { return (0, "") }
        let period = try period(of: rule)
        let taken = drawn[rule.key] ?? 0
        guard rule.period != .visit else { return (max(0, amount - taken), "") }
        guard !rule.isRolling else {
            throw Uncertainty("no payor tells a \(what) by rolling months")
        }
        let reading = try usage.reading([field], of: what, in: period, today: today)
        let source = reading.map { "; " + $0.words } ?? "; its period has not begun"
        return (max(0, amount - (reading?.cents ?? 0) - taken), source)
    }

    /// No more than is left of the maximum.
    func limit(
        _ share: inout Share, _ service: Service, _ side: BenefitRule.Side, isRequired: Bool
    ) throws(Uncertainty) {
        let found = try rules.rule(.limitation, for: service, side) { rule in
            rule.amountCents != nil || rule.saysNoLimit
        }
        let family = try rules.rule(
            .limitation, isFamily: true, for: service, side, where: { $0.amountCents != nil })
        // A person's own maximum that is used up leaves nothing for the family's to cut.
        if family != nil, try !isUsedUp(found) {
            throw Uncertainty("the plan has a family maximum, and no payor tells what is left")
        }
        guard let rule = found else {
            guard isRequired else { return }
            throw Uncertainty(
                "the plan names no maximum; enter it with `plan rule set --kind limitation`, or "
                    + "--no-maximum")
        }
        guard let amount = rule.amountCents else {
            return share.add("the plan has no maximum", words(rule))
        }
        let left = try maximumLeft(rule, amount)
        share.draws.append((rule.key, share.paysCents))
        share.add("\(Figure.money(left.cents)) of the maximum is left", left.source)
        guard left.cents < share.paysCents else { return }
        share.paysCents = left.cents
        share.draws[share.draws.count - 1].cents = left.cents
        share.warnings.append(
            "the maximum leaves the plan \(Figure.money(left.cents)) for \(service.code)")
        share.add("the plan pays only that", words(rule))
    }

    private func isUsedUp(_ rule: BenefitRule?) throws(Uncertainty) -> Bool {
        guard let rule, let amount = rule.amountCents else { return false }
        return try maximumLeft(rule, amount).cents == 0
    }

    func maximumLeft(
        _ rule: BenefitRule, _ amount: Int64
    ) throws(Uncertainty) -> (cents: Int64, source: String) {
        let taken = drawn[rule.key] ?? 0
        guard rule.period != .visit else { return (max(0, amount - taken), words(rule)) }
        let period = try period(of: rule)
        guard !rule.isRolling else {
            throw Uncertainty("no payor tells a maximum by rolling months")
        }
        let fields = try maximumFields(rule)
        guard
            let reading = try usage.reading(
                fields, of: "maximum", in: period, today: today)
        else {
            return (max(0, amount - taken), words(rule) + "; its period has not begun")
        }
        let isRest = reading.field == BenefitUsage.maximumRemaining.name
        let left = isRest ? reading.cents : amount - reading.cents
        return (max(0, left - taken), words(rule) + "; " + reading.words)
    }

    /// Payors tell the use of the plan's yearly maximum, and of the orthodontic one.
    private func maximumFields(
        _ rule: BenefitRule
    ) throws(Uncertainty) -> [BenefitUsage.Field<Int64>] {
        switch rule.key.scope {
        case .plan where rule.period != .lifetime:
            return [BenefitUsage.maximumRemaining, BenefitUsage.maximumUsed]
        case .category(let name) where name.hasPrefix("ortho"): return [BenefitUsage.orthoUsed]
        default:
            throw Uncertainty(
                "no payor's word is kept of the use of this maximum", candidates: [words(rule)])
        }
    }
}

extension BenefitRule {
    /// A limit without a figure says that there is none.
    var saysNoLimit: Bool {
        amountCents == nil && quantity == nil && ageFrom == nil && ageThrough == nil
    }

    var isRolling: Bool {
        if case .months = period { true } else { false }
    }
}
