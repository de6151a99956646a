internal import Fees
internal import Merge
internal import Records

// What one plan pays for one service, in this order; the first that pays nothing ends it:
//
//     exclusion        the plan never pays it
//     waiting period   not yet
//     age limit        not at this age
//     frequency        not again so soon
//     copay            the patient pays a fixed amount; else
//     deductible       off the allowed fee, where it applies
//     coinsurance      the plan's percentage of the rest, rounded half up to the cent
//     maximum          no more than is left
//
// Whatever is missing, contested or ambiguous on the way is thrown: no figure without its source.

/// One plan's part in an estimate: its rules, what is used of it, and what earlier lines took.
struct PlanReckoning {
    let coverage: RecordView
    let plan: RecordView
    let rules: RuleBook
    let usage: UsageBook
    let groups: CodeGroups
    let patient: RecordView
    let day: Day
    let today: Day

    /// What earlier lines took of deductibles and maximums, by rule.
    private(set) var drawn: [BenefitRule.Key: Int64] = [:]
    private(set) var served: [UsageBook.Served] = []

    init<Lookup: RecordLookup>(
        coverage: RecordView, plan: RecordView, patient: RecordView, groups: CodeGroups, day: Day,
        today: Day, lookup: Lookup
    ) {
        self.coverage = coverage
        self.plan = plan
        self.rules = RuleBook(plan, groupName: groups.name)
        self.usage = UsageBook(
            lookup.records(where: BenefitUsage.coverage, is: coverage.id))
        self.groups = groups
        self.patient = patient
        self.day = day
        self.today = today
    }

    /// What the plan pays of an allowed fee.
    struct Share {
        var paysCents: Int64 = 0
        var deductibleCents: Int64 = 0
        /// All that the patient owes where the plan pays by the head; the rest is written off.
        var copayCents: Int64?
        var draws: [(key: BenefitRule.Key, cents: Int64)] = []
        var steps: [Estimate.Step] = []
        var warnings: [String] = []
        /// Why the plan pays nothing, whatever it costs.
        var barred: String?
    }

    /// Keeps what a line took, so that the next one finds less.
    mutating func take(_ share: Share, paysCents: Int64, for service: Service) {
        for draw in share.draws {
            let isMaximum = draw.key.kind == .limitation
            drawn[draw.key, default: 0] += isMaximum ? min(draw.cents, paysCents) : draw.cents
        }
        if paysCents > 0 {
            served.append(UsageBook.Served(code: service.code, on: day, tooth: service.tooth))
        }
    }

    /// The plan's share of an allowed fee; never negative, never more than it.
    func share(
        of allowedCents: Int64, for service: Service, _ side: BenefitRule.Side,
        planFee: (PlanScheduleKind) -> FeeAnswer
    ) throws(Uncertainty) -> Share {
        let kind = try planKind()
        var share = Share()
        if let step = try barring(service, side, &share.warnings) {
            share.steps.append(step)
            share.warnings.append(step.what)
            share.barred = step.what
            return share
        }
        switch kind {
        case "discount":
            share.add("a discount plan pays nothing", planWords("planKind"))
        case "dhmo", "flatCopay", "fixedBenefit":
            try addFixed(kind, allowedCents, service, side, planFee, to: &share)
        default:
            try addPercentage(allowedCents, service, side, to: &share)
        }
        if share.paysCents > 0 {
            try limit(&share, service, side, isRequired: Self.hasMaximum(kind))
        }
        return share
    }

    /// Whether a plan of that kind has a yearly maximum unless it says otherwise.
    private static func hasMaximum(_ kind: String) -> Bool {
        ["ppoPercentage", "indemnity", "fixedBenefit"].contains(kind)
    }

    private func planKind() throws(Uncertainty) -> String {
        if let found = plan.conflict(on: InsurancePlan.planKind) {
            throw Uncertainty("a conflict stands on the kind of plan", candidates: found)
        }
        guard let kind = plan[InsurancePlan.planKind] else {
            throw Uncertainty(
                "nobody said what kind of plan it is; `edit insurance_plan` with planKind=…")
        }
        return kind
    }

    /// The plan by its code, as the source of a step.
    func planWords(_ what: String) -> String {
        "plan \(plan[InsurancePlan.code] ?? String(plan.id.description.suffix(8))), \(what)"
    }

    func words(_ rule: BenefitRule) -> String {
        planWords(rules.words(rule))
    }

    /// The month the benefit year begins.
    ///
    /// - Throws: where a conflict stands on it, or nobody said.
    func yearMonth() throws(Uncertainty) -> Int64 {
        if let found = plan.conflict(on: InsurancePlan.benefitYearMonth) {
            throw Uncertainty(
                "a conflict stands on the month the benefit year begins", candidates: found)
        }
        guard let month = plan[InsurancePlan.benefitYearMonth] else {
            throw Uncertainty(
                "nobody said in which month the benefit year begins; `edit insurance_plan` with "
                    + "benefitYearMonth=…")
        }
        return month
    }

    func period(of rule: BenefitRule) throws(Uncertainty) -> BenefitPeriod {
        guard let period = rule.period else {
            throw Uncertainty("the rule names no period", candidates: [words(rule)])
        }
        let month = period == .serviceYear ? try yearMonth() : nil
        guard let found = BenefitPeriod.of(period, on: day, yearMonth: month) else {
            throw Uncertainty(
                "the rule says what remained on some day, not what there is",
                candidates: [words(rule)])
        }
        return found
    }
}

extension PlanReckoning.Share {
    mutating func add(_ what: String, _ source: String) {
        steps.append(Estimate.Step(what: what, source: source))
    }

    mutating func add(_ what: String, _ source: FeeSource) {
        steps.append(Estimate.Step(what: what, source: source))
    }
}
