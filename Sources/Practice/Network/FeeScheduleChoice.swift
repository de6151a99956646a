package import Merge

/// Which fee schedule a way in network is paid by, and what says so.
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
}

/// Finds the fee schedule of a way in network.
///
/// The schedule that the enrolment names comes first. Then the assignments that fit the way and the
/// day: the lowest precedence number, a blank last; among equals the narrowest scope. Then the
/// contract's own schedule. A schedule of another contract never fits, whatever assigns it.
package struct FeeScheduleFinder: Sendable {
    private let assignments: [Assignment]
    private let schedules: [RecordID: Schedule]

    private struct Schedule: Sendable {
        let id: RecordID
        let contract: RecordID?
        let tier: String?
    }

    private struct Assignment: Sendable {
        let schedule: RecordID
        let scope: String
        let target: RecordID?
        let tier: String?
        let precedence: Int64
        let days: DayRange

        init?(_ view: RecordView) {
            guard let schedule = view.reference("schedule"), let scope = view.text("scope"),
                let days = DayRange(
                    from: view.day("effectiveFrom"), through: view.day("effectiveThrough"))
            else { return nil }
            self.schedule = schedule
            self.scope = scope
            self.target = view.reference(scope == "plan" ? "insurancePlan" : scope)
            self.tier = scope == "tier" ? view.text("tier")?.lowercased() : nil
            self.precedence = view.integer("precedence") ?? .max
            self.days = days
        }
    }

    /// From the narrowest to the widest.
    private static let scopes = [
        "practitioner", "tier", "plan", "networkAccess", "office", "contract",
    ]
    /// The kinds that hold what a contract allows.
    private static let kinds = ["contracted", "discount"]

    package init(_ lookup: some RecordLookup) {
        var schedules: [RecordID: Schedule] = [:]
        for view in lookup.records("fee_schedule") where view.isActive {
            guard let kind = view.text("kind"), Self.kinds.contains(kind) else { continue }
            schedules[view.id] = Schedule(
                id: view.id, contract: view.reference("contract"),
                tier: view.text("specialtyTier")?.lowercased())
        }
        self.schedules = schedules
        self.assignments = lookup.records("fee_assignment").filter(\.isActive)
            .compactMap(Assignment.init)
    }

    /// - Parameter question: what the way answers; its day picks the assignments.
    package func schedule(
        of path: NetworkAnswer.Path, for question: NetworkQuestion
    ) -> FeeScheduleChoice {
        if let named = path.enrollment?.feeSchedule { return .schedule(named, .enrollment) }
        let tier = path.enrollment?.feeTier?.lowercased()
        let fitting = assignments.filter { assignment in
            guard let schedule = schedules[assignment.schedule],
                schedule.contract == nil || schedule.contract == path.contract.id,
                assignment.days.contains(question.day)
            else { return false }
            return fits(assignment, path, question, tier)
        }
        let rank = { (assignment: Assignment) in
            (
                assignment.precedence,
                Self.scopes.firstIndex(of: assignment.scope) ?? Self.scopes.count
            )
        }
        if let first = fitting.min(by: { rank($0) < rank($1) }) {
            let equal = Set(fitting.filter { rank($0) == rank(first) }.map(\.schedule))
            return equal.count == 1
                ? .schedule(first.schedule, .assignment(scope: first.scope))
                : .ambiguous(equal.sorted())
        }
        return own(path.contract.id, tier)
    }

    private func fits(
        _ assignment: Assignment, _ path: NetworkAnswer.Path, _ question: NetworkQuestion,
        _ tier: String?
    ) -> Bool {
        switch assignment.scope {
        case "contract": return assignment.target == path.contract.id
        case "networkAccess":
            guard case .access(let access) = path.route else { return false }
            return assignment.target == access
        case "plan": return assignment.target != nil && assignment.target == question.insured.plan
        case "office": return assignment.target == question.office
        case "practitioner": return assignment.target == question.doctor
        case "tier": return assignment.tier != nil && assignment.tier == tier
        default: return false
        }
    }

    private func own(_ contract: RecordID, _ tier: String?) -> FeeScheduleChoice {
        let all = schedules.values.filter { $0.contract == contract }
        let ofTier = all.filter { tier != nil && $0.tier == tier }
        let plain = all.filter { $0.tier == nil }
        let found = (ofTier.isEmpty ? plain : ofTier).map(\.id).sorted()
        switch found.count {
        case 0: return .none
        case 1: return .schedule(found[0], .contract)
        default: return .ambiguous(found)
        }
    }
}
