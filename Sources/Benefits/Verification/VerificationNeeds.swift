package import Merge
internal import Participation
package import Records

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
        lookup.records(.coverage).filter(\.isActive).compactMap(need)
            .sorted { $0.order < $1.order }
    }

    /// - Returns: `nil` where the coverage is over or freshly verified.
    package func need(_ coverage: RecordView) -> VerificationNeed? {
        if let through = coverage[Coverage.term.through], through < today { return nil }
        let verifications = BenefitVerifications(lookup, coverage: coverage.id)
        let visit = visit(coverage)
        let reasons = reasons(coverage, verifications, visit)
        guard !reasons.isEmpty else { return nil }
        let asked = verifications.open.first
        return VerificationNeed(
            coverage: coverage.id, patient: coverage[Coverage.patient],
            appointmentOn: [asked?.appointmentOn, visit?[Appointment.bookedOn]]
                .compactMap(\.self).min(),
            appointment: visit?.id, verification: asked?.view.id,
            state: asked.flatMap {
                BenefitVerification.State(Workflow.verification.standing(of: $0.view))
            },
            verifiedOn: verifications.newest?.on,
            assignee: asked?.view[BenefitVerification.assignee], reasons: reasons)
    }

    /// Why a coverage has to be verified; none where what is known is fresh enough.
    package func reasons(_ coverage: RecordView) -> [VerificationNeed.Reason] {
        reasons(
            coverage, BenefitVerifications(lookup, coverage: coverage.id), visit(coverage))
    }

    /// Whether somebody waits for it: it was asked for, or the appointment is near.
    package func isUrgent(_ need: VerificationNeed) -> Bool {
        need.reasons.contains { $0.isRequest } || need.appointmentOn.map(isNear) ?? false
    }

    private func isNear(_ day: Day) -> Bool {
        day <= today.advanced(by: Self.appointmentDays)
    }

    /// The patient's next appointment.
    private func visit(_ coverage: RecordView) -> RecordView? {
        coverage[Coverage.patient].flatMap { patient in
            ExpectedVisits(lookup, from: today).visits(of: patient).first
        }
    }

    private func reasons(
        _ coverage: RecordView, _ verifications: BenefitVerifications, _ visit: RecordView?
    ) -> [VerificationNeed.Reason] {
        var found = verifications.open.map { VerificationNeed.Reason.requested(on: $0.requestedOn) }
        guard let newest = verifications.newest else { return [.neverVerified] + found }
        // A coverage that the payor knows to be over is not asked after again.
        guard newest.isActive else { return found }
        let plan = coverage[Coverage.insurancePlan].flatMap {
            lookup.current(.insurancePlan, $0)
        }
        let window = windowDays(plan)
        if newest.on.advanced(by: window) < today {
            let days = verifications.open.map(\.appointmentOn) + [visit?[Appointment.bookedOn]]
            let near = days.compactMap(\.self).min().flatMap { isNear($0) ? $0 : nil }
            found.append(
                near.map { .appointmentNear($0, verifiedOn: newest.on) }
                    ?? .stale(verifiedOn: newest.on, days: window))
        }
        if let month = plan?[InsurancePlan.benefitYearMonth],
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
        let payor = plan?[InsurancePlan.payor].flatMap { lookup.current(.payor, $0) }
        return payor?[Payor.verificationWindowDays] ?? Self.windowDays
    }

    private func hasChanged(
        _ coverage: RecordView, since verified: BenefitVerifications.Completed
    ) -> Bool {
        guard CoverageStanding(coverage, lookup).conflict == nil else { return true }
        typealias Verified = BenefitVerification
        let (card, term) = (Coverage.self, Coverage.term)
        return coverage.scalar(card.memberId) != verified.view.scalar(Verified.memberId)
            || coverage.scalar(term.from) != verified.view.scalar(Verified.coveredFrom)
            || coverage.scalar(term.through) != verified.view.scalar(Verified.coveredThrough)
    }

    /// Whether the plan's rules are others than those that were verified.
    private func havePlanRulesChanged(
        _ plan: RecordView, since verified: BenefitVerifications.Completed
    ) -> Bool {
        rules(plan[InsurancePlan.rules]) != rules(verified.view[BenefitVerification.answers])
    }

    private func rules(_ rows: [RecordRow]) -> [Value: Value] {
        Dictionary(
            rows.compactMap { row in row.value.map { (row.key, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
