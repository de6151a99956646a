package import Merge

/// Which fee schedule a way in network is paid by, and what says so.
///
/// The schedule that the enrolment names comes first, then the best of the assignments that fit the
/// way (`FeeAssignments`), then the contract's own schedule. A schedule of another contract never
/// fits, whatever assigns it.
package enum FeeScheduleChoice: Hashable, Sendable {
    case schedule(RecordID, Basis)
    /// Several say so with equal weight; a person decides.
    case ambiguous([RecordID])
    case none

    /// What names the schedule.
    package enum Basis: Hashable, Sendable, CustomStringConvertible {
        /// The payor loaded the doctor with it.
        case enrollment
        case assignment(scope: String)
        /// It is the contract's only contracted schedule, or the only one of the doctor's tier.
        case contract

        package var description: String {
            switch self {
            case .enrollment: "the enrolment names it"
            case .assignment(let scope): "assigned by \(scope)"
            case .contract: "the contract's own"
            }
        }
    }

    /// - Parameter question: what the way answers; its day picks the assignments.
    package static func of(
        _ path: NetworkAnswer.Path, for question: NetworkQuestion, in lookup: some RecordLookup
    ) -> FeeScheduleChoice {
        if let named = path.enrollment?.feeSchedule { return .schedule(named, .enrollment) }
        let schedules = lookup.records("fee_schedule").filter { view in
            view.isActive && ["contracted", "discount"].contains(view.text("kind") ?? "")
        }
        let usable = Set(
            schedules.filter { view in
                view.reference("contract").map { $0 == path.contract.id } ?? true
            }.map(\.id))
        var priced = FeeAssignments.Case(on: question.day)
        priced.office = question.office
        priced.practitioner = question.doctor
        priced.contract = path.contract.id
        if case .access(let access) = path.route { priced.networkAccess = access }
        priced.plan = question.insured.plan
        priced.tier = path.enrollment?.feeTier
        let fits = FeeAssignments(priced, lookup: lookup).fitting
            .filter { usable.contains($0.schedule) }
        guard let best = fits.first else { return own(path, schedules) }
        let equals = fits.filter { ($0.precedence, $0.named) == (best.precedence, best.named) }
        let named = Set(equals.map(\.schedule))
        return named.count == 1
            ? .schedule(best.schedule, .assignment(scope: best.scope))
            : .ambiguous(named.sorted())
    }

    /// The contract's schedule of the doctor's tier, else its one without a tier.
    private static func own(
        _ path: NetworkAnswer.Path, _ schedules: [RecordView]
    ) -> FeeScheduleChoice {
        let all = schedules.filter { $0.reference("contract") == path.contract.id }
        let tier = path.enrollment?.feeTier
        let ofTier = all.filter { tier != nil && $0.text("specialtyTier") == tier }
        let found = (ofTier.isEmpty ? all.filter { $0.text("specialtyTier") == nil } : ofTier)
            .map(\.id).sorted()
        switch found.count {
        case 0: return .none
        case 1: return .schedule(found[0], .contract)
        default: return .ambiguous(found)
        }
    }
}
