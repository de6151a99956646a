internal import Fees
package import Merge
package import Records

/// What patients would lose: what is left of a yearly maximum as its year ends, and coverages that
/// end.
package struct UnusedBenefits {
    /// What a coverage pays still, and until when.
    package struct Row: Sendable {
        package let coverage: RecordID
        package let patient: RecordID?
        package let payor: RecordID?
        /// Of the yearly maximum in network; `nil` where the plan has none or nobody knows.
        package let leftCents: Int64?
        /// Why nobody knows what is left.
        package let unknown: String?
        package let yearEndsOn: Day?
        package let coverageEndsOn: Day?
        /// Until the first of the two.
        package let daysLeft: Int64
        package let appointmentOn: Day?
    }

    /// - Parameter days: how far ahead a year or a coverage may end, the last day included.
    /// - Returns: what ends first in front; nothing where all of the maximum is used and the
    ///   coverage goes on.
    package static func rows(
        _ lookup: some RecordLookup, today: Day, within days: Int64
    ) -> [Row] {
        let groups = CodeGroups(lookup.records(.codeGroup))
        let visits = ExpectedVisits(lookup, from: today).byPatient()
        return lookup.records(.coverage).compactMap { coverage -> Row? in
            guard coverage.isActive, holds(coverage, today, lookup) else { return nil }
            let plan = coverage[Coverage.insurancePlan].flatMap {
                lookup.current(.insurancePlan, $0)
            }
            let yearEnds = plan?[InsurancePlan.benefitYearMonth].map { month in
                BenefitPeriod.benefitYear(of: today, from: month).last
            }
            let ends = [yearEnds, coverage[Coverage.term.through]].compactMap(\.self).min()
            guard let ends, ends.number - today.number <= days else { return nil }
            let (left, unknown) = left(coverage, plan, groups, today, lookup)
            let isEnding = coverage[Coverage.term.through].map { $0 == ends } ?? false
            guard isEnding || left != 0 else { return nil }
            let patient = coverage[Coverage.patient]
            return Row(
                coverage: coverage.id, patient: patient, payor: plan?[InsurancePlan.payor],
                leftCents: left, unknown: unknown, yearEndsOn: yearEnds,
                coverageEndsOn: coverage[Coverage.term.through],
                daysLeft: ends.number - today.number,
                appointmentOn: patient.flatMap { visits[$0]?.first?[Appointment.bookedOn] })
        }.sorted { ($0.daysLeft, $0.coverage) < ($1.daysLeft, $1.coverage) }
    }

    /// Whether it may hold today: what nobody knows is shown.
    private static func holds(
        _ coverage: RecordView, _ day: Day, _ lookup: some RecordLookup
    ) -> Bool {
        do throws(Uncertainty) {
            return try CoverageStanding(coverage, lookup).isActive(on: day)
        } catch { return true }
    }

    private static func left(
        _ coverage: RecordView, _ plan: RecordView?, _ groups: CodeGroups, _ today: Day,
        _ lookup: some RecordLookup
    ) -> (cents: Int64?, unknown: String?) {
        guard let plan, let patient = coverage[Coverage.patient].flatMap({ lookup.record($0) })
        else { return (nil, "the plan or the patient is not held here; sync") }
        let reckoning = PlanReckoning(
            coverage: coverage, plan: plan, patient: patient, groups: groups, day: today,
            today: today, lookup: lookup)
        do throws(Uncertainty) {
            return (try reckoning.left(.maximum)?.cents, nil)
        } catch { return (nil, error.description) }
    }
}
