package import Merge

/// Which coverages have to be verified, and why; worked out at read, never stored.
///
/// A coverage needs it when it was never verified, when an appointment is near and the last word
/// of the payor is old, when coverage or plan have changed since, and in a new benefit year.
package struct VerificationNeeds<Lookup: RecordLookup> {
    /// An appointment this near makes an old verification urgent.
    package static var appointmentDays: Int64 { 5 }
    /// A verification this old is stale, unless the payor says otherwise.
    package static var windowDays: Int64 { 30 }

    private let lookup: Lookup
    private let today: Day

    package init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.today = today
    }

    /// Every active coverage that needs one, the most urgent first.
    package func all() -> [VerificationNeed] {
        lookup.records("coverage").filter(\.isActive).compactMap(need)
            .sorted { $0.order < $1.order }
    }

    /// - Returns: `nil` where the coverage is over or freshly verified.
    package func need(_ coverage: RecordView) -> VerificationNeed? {
        if let through = coverage.day("effectiveThrough"), through < today { return nil }
        let verifications = BenefitVerifications(lookup, coverage: coverage.id)
        let reasons = reasons(coverage, verifications)
        guard !reasons.isEmpty else { return nil }
        let asked = verifications.open.first
        return VerificationNeed(
            coverage: coverage.id, patient: coverage.reference("patient"),
            appointmentOn: asked?.appointmentOn, verifiedOn: verifications.newest?.on,
            assignee: asked?.view.reference("assignee"), reasons: reasons)
    }

    package func reasons(_ coverage: RecordView) -> [VerificationNeed.Reason] {
        reasons(coverage, BenefitVerifications(lookup, coverage: coverage.id))
    }

    private func reasons(
        _ coverage: RecordView, _ verifications: BenefitVerifications
    ) -> [VerificationNeed.Reason] {
        var found = verifications.open.map { VerificationNeed.Reason.requested(on: $0.requestedOn) }
        guard let newest = verifications.newest else { return [.neverVerified] + found }
        // A coverage that the payor knows to be over is not asked after again.
        guard newest.isActive else { return found }
        let plan = coverage.reference("insurancePlan").flatMap {
            lookup.current("insurance_plan", $0)
        }
        let window = windowDays(plan)
        if newest.on.advanced(by: window) < today {
            let near = verifications.open.compactMap(\.appointmentOn).min().flatMap { day in
                day <= today.advanced(by: Self.appointmentDays) ? day : nil
            }
            found.append(
                near.map { .appointmentNear($0, verifiedOn: newest.on) }
                    ?? .stale(verifiedOn: newest.on, days: window))
        }
        if let month = plan?.integer("benefitYearMonth"),
            let from = BenefitPeriod.benefitYear(of: today, from: month).first, newest.on < from
        {
            found.append(.newBenefitYear(from: from, verifiedOn: newest.on))
        }
        if hasChanged(coverage, since: newest) {
            found.append(.coverageChanged(since: newest.on))
        }
        if let plan, havePlanRulesChanged(plan, since: newest) {
            found.append(.planChanged(since: newest.on))
        }
        return found
    }

    private func windowDays(_ plan: RecordView?) -> Int64 {
        let payor = plan?.reference("payor").flatMap { lookup.current("payor", $0) }
        return payor?.integer("verificationWindowDays") ?? Self.windowDays
    }

    private func hasChanged(
        _ coverage: RecordView, since verified: BenefitVerifications.Completed
    ) -> Bool {
        guard CoverageStanding(coverage, lookup).conflict == nil else { return true }
        return [
            ("memberId", "memberId"), ("effectiveFrom", "coveredFrom"),
            ("effectiveThrough", "coveredThrough"),
        ].contains { coverage.scalar($0.0) != verified.view.scalar($0.1) }
    }

    /// Whether the plan's rules are others than those that were verified.
    private func havePlanRulesChanged(
        _ plan: RecordView, since verified: BenefitVerifications.Completed
    ) -> Bool {
        rules(plan.pairs("rules")) != rules(verified.view.pairs("answers"))
    }

    private func rules(_ pairs: [Projection.Pair]) -> [Value: Value] {
        Dictionary(
            pairs.compactMap { pair in pair.value.map { (pair.key, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
