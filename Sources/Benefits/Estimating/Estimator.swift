internal import Fees
package import Merge
package import Records

// An estimate asks, line by line:
//
//     which coverages hold on the day, in which order
//     is the doctor at this office in their network, by which contract
//     what may be charged (the contract's fee on the day), what is usual
//     what does the first plan pay of it (`PlanReckoning`)
//     what does the second pay then, by its coordination rule
//     the rest is the patient's; what lies between usual and allowed fee is written off
//
// Lines draw on one deductible and one maximum in the order they are given. An unknown line draws
// nothing: it counts as if the payor took it up last. Every share is rounded half up to the cent
// and the patient pays what remains, so that the parts always add up to the fee.

/// Estimates what a patient pays, or says why nobody can tell.
package struct Estimator<Lookup: RecordLookup> {
    private let lookup: Lookup
    let sources: EstimateSources
    private let patient: RecordView
    private let chosen: RecordView?
    let day: Day
    private let today: Day
    private let groups: CodeGroups
    let codeDoubts: CodeDoubts

    /// - Parameters:
    ///   - coverage: only this one, instead of the patient's order on the day.
    ///   - sources: the network and the fees, for one doctor at one office on the day.
    package init(
        _ lookup: Lookup, patient: RecordView, coverage: RecordView? = nil, on day: Day,
        today: Day, sources: EstimateSources
    ) {
        self.lookup = lookup
        self.patient = patient
        self.chosen = coverage
        self.day = day
        self.today = today
        self.sources = sources
        self.groups = CodeGroups(lookup.records(.codeGroup))
        self.codeDoubts = CodeDoubts(on: day, in: lookup)
    }

    /// What services of one visit cost, in the order given: each uses up what the ones before left.
    package func estimate(_ services: [(code: String, tooth: String?)]) -> Estimate {
        var warnings: [String] = []
        var payers: [Payer] = []
        var blocked: Uncertainty?
        do throws(Uncertainty) {
            payers = try coverages(&warnings).map { coverage throws(Uncertainty) in
                try payer(coverage)
            }
        } catch {
            blocked = error
        }
        for payer in payers { warnings += self.warnings(on: payer) }
        let lines = services.enumerated().map { index, asked in
            let service = groups.service(asked.code, tooth: asked.tooth)
            return cautioned(line(index + 1, service, &payers, blocked))
        }
        let outside =
            chosen == nil
            ? PayingCoverages(lookup, patient: patient, on: day).outsideOrder.map(\.id) : []
        return Estimate(
            day: day, payers: payers.map(\.shown), lines: lines, warnings: warnings,
            uncounted: outside)
    }

    /// A line with what has to be said of the schedules it rests on, each once.
    private func cautioned(_ line: Estimate.Line) -> Estimate.Line {
        var line = line
        for caution in line.steps.compactMap(\.caution) where !line.warnings.contains(caution) {
            line.warnings.append(caution)
        }
        return line
    }

    /// A coverage with its plan, its path and what is left of it.
    struct Payer {
        var reckoning: PlanReckoning
        let path: PathAnswer
        let cautions: [String]

        var shown: Estimate.Payer {
            let plan = reckoning.plan
            let code = plan[InsurancePlan.code] ?? String(plan.id.description.suffix(8))
            let (isInNetwork, words): (Bool?, String) =
                switch path {
                case .inNetwork(_, let words): (true, words)
                case .outOfNetwork(let reason): (false, reason)
                case .ambiguous(let paths): (nil, paths.joined(separator: " / "))
                case .unknown(let point): (nil, point.description)
                }
            return Estimate.Payer(
                coverage: reckoning.coverage.id, plan: plan.id, planCode: code,
                isInNetwork: isInNetwork, path: words)
        }
    }

    private func coverages(_ warnings: inout [String]) throws(Uncertainty) -> [RecordView] {
        guard let chosen else {
            let paying = PayingCoverages(lookup, patient: patient, on: day)
            let found = try paying.inOrder()
            if found.isEmpty { warnings.append("no coverage holds on \(day)") }
            warnings += paying.outsideOrder.map(paying.warning)
            return found
        }
        guard try CoverageStanding(chosen, lookup).isActive(on: day) else {
            warnings.append("the coverage does not hold on \(day)")
            return []
        }
        return [chosen]
    }

    private func payer(_ coverage: RecordView) throws(Uncertainty) -> Payer {
        if let conflict = CoverageStanding(coverage, lookup).conflict { throw conflict }
        guard let named = coverage[Coverage.insurancePlan],
            let plan = lookup.current(.insurancePlan, named)
        else {
            throw Uncertainty(
                "the coverage's plan, or the one that stands for it, is not known here; sync")
        }
        if let found = plan.conflict(on: InsurancePlan.planKey, in: lookup) {
            throw Uncertainty("a conflict stands on whose plan it is", candidates: found)
        }
        let path = sources.path(coverage)
        return Payer(
            reckoning: PlanReckoning(
                coverage: coverage, plan: plan, patient: patient, groups: groups, day: day,
                today: today, lookup: lookup),
            path: path.answer, cautions: path.cautions)
    }

    private func warnings(on payer: Payer) -> [String] {
        let (coverage, plan) = (payer.reckoning.coverage, payer.reckoning.plan)
        let code = payer.shown.planCode
        var found = payer.cautions.map { "\(code): \($0)" }
        if case .outOfNetwork(let reason) = payer.path {
            found.append("\(code): out of network: \(reason)")
        }
        if coverage[Coverage.memberId] == nil { found.append("\(code): the member id is missing") }
        let needs = VerificationNeeds(lookup, today: today)
        found += needs.reasons(coverage).map { "\(code): \($0)" }
        if let rules = plan[InsurancePlan.downgradeRules] {
            found.append("\(code): downgrades may lower the plan's part: \(rules)")
        }
        if plan[InsurancePlan.missingToothClause] == "yes" {
            found.append(
                "\(code): a missing-tooth clause: teeth lost before the cover are not replaced")
        }
        return found
    }
}
