package import Merge
package import Records

/// Which fee schedule prices a case: the assignments that fit, ranked, with the reasons.
package struct FeeAssignments: Sendable {
    /// Best first; of equal rank by id.
    package let fitting: [Fit]

    /// What is to be priced; what is not known is `nil` and fits no assignment that names it.
    package struct Case: Hashable, Sendable {
        package var day: Day
        /// The schedule that the doctor's enrolment names: it comes before every assignment.
        package var named: RecordID?
        package var office: RecordID?
        package var practitioner: RecordID?
        package var contract: RecordID?
        package var networkAccess: RecordID?
        package var plan: RecordID?
        package var tier: String?

        package init(on day: Day) {
            self.day = day
        }
    }

    /// An assignment that fits.
    package struct Fit: Sendable {
        package let assignment: RecordID
        package let schedule: RecordID
        package let precedence: Int64
        /// How much of the case the assignment names: the more, the more it means this case.
        package let named: Int
        package let scope: String

        fileprivate func isBetter(than other: Fit) -> Bool {
            (precedence, named) > (other.precedence, other.named)
        }
    }

    /// What the assignments come to.
    package enum Choice: Sendable {
        case one(Fit)
        case none
        /// Assignments of equal rank name several schedules: a person has to say which.
        case ambiguous([Fit])
    }

    /// - Parameter usable: the schedules that may price the case; any if `nil`.
    package init(
        _ priced: Case, lookup: some RecordLookup, among usable: Set<RecordID>? = nil
    ) {
        let found = lookup.records(.feeAssignment).compactMap {
            FeeAssignments.fit($0, priced)
        }.filter { usable?.contains($0.schedule) ?? true }
        self.fitting = found.sorted { left, right in
            left.isBetter(than: right)
                || !right.isBetter(than: left) && left.assignment < right.assignment
        }
    }

    package var choice: Choice {
        guard let best = fitting.first else { return .none }
        let equals = fitting.filter { !best.isBetter(than: $0) }
        return Set(equals.map(\.schedule)).count == 1 ? .one(best) : .ambiguous(equals)
    }

    private static func fit(_ view: RecordView, _ priced: Case) -> Fit? {
        guard view.isActive, let schedule = view[FeeAssignment.schedule],
            let scope = view[FeeAssignment.scope], holds(view, on: priced.day)
        else { return nil }
        let wanted = [
            (FeeAssignment.contract, priced.contract),
            (FeeAssignment.networkAccess, priced.networkAccess),
            (FeeAssignment.insurancePlan, priced.plan), (FeeAssignment.office, priced.office),
            (FeeAssignment.practitioner, priced.practitioner),
        ]
        var named = 0
        for (field, known) in wanted {
            guard let reference = view[field] else { continue }
            guard reference == known else { return nil }
            named += 1
        }
        if let tier = view[FeeAssignment.tier] {
            guard tier == priced.tier else { return nil }
            named += 1
        }
        return named == 0
            ? nil
            : Fit(
                assignment: view.id, schedule: schedule,
                precedence: view[FeeAssignment.precedence] ?? 0, named: named, scope: scope)
    }

    private static func holds(_ view: RecordView, on day: Day) -> Bool {
        if let from = view[FeeAssignment.term.from], day < from { return false }
        if let through = view[FeeAssignment.term.through], through < day { return false }
        return true
    }
}
