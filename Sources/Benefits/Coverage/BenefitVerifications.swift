package import Merge
package import Records

/// The verifications of one coverage; all are kept, and the newest counts.
package struct BenefitVerifications {
    /// The newest first.
    package let completed: [Completed]
    /// Asked for and not met by a later completion; the earliest appointment first.
    package let open: [Asked]

    /// A verification that came to an end.
    package struct Completed: Sendable {
        package let view: RecordView
        package let on: Day
        /// The payor said that the coverage holds.
        package let isActive: Bool
    }

    /// A verification that somebody needs.
    package struct Asked: Sendable {
        package let view: RecordView
        package let requestedOn: Day
        package let appointmentOn: Day?
    }

    package init(_ lookup: some RecordLookup, coverage: RecordID) {
        let views = lookup.records(where: BenefitVerification.coverage, is: coverage)
            .filter(\.isActive)
        let completed = views.compactMap { view -> Completed? in
            guard let day = view[BenefitVerification.completedOn] else { return nil }
            switch BenefitVerification.State(Workflow.verification.standing(of: view)) {
            case .verifiedActive: return Completed(view: view, on: day, isActive: true)
            case .verifiedInactive: return Completed(view: view, on: day, isActive: false)
            default: return nil
            }
        }.sorted {
            ($1.on, $0.isActive ? 1 : 0, $1.view.id) < ($0.on, $1.isActive ? 1 : 0, $0.view.id)
        }
        let latest = completed.first?.on
        self.completed = completed
        self.open = views.compactMap { view -> Asked? in
            guard view[BenefitVerification.completedOn] == nil,
                Workflow.verification.standing(of: view).isIn(
                    BenefitVerification.State.needed, .assigned, .inProgress),
                let asked = view[BenefitVerification.requestedOn],
                latest.map({ $0 < asked }) ?? true
            else { return nil }
            return Asked(
                view: view, requestedOn: asked,
                appointmentOn: view[BenefitVerification.appointmentOn])
        }.sorted {
            ($0.appointmentOn ?? Day(number: .max), $0.requestedOn, $0.view.id)
                < ($1.appointmentOn ?? Day(number: .max), $1.requestedOn, $1.view.id)
        }
    }

    package var newest: Completed? { completed.first }
}
