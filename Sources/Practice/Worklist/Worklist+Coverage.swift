internal import Merge

extension Worklist {
    /// Coverages to be verified: those that somebody or an appointment waits for one by one, all
    /// others as one line, because a new group has hundreds of them.
    func verifications() -> [WorkItem] {
        guard office != nil else { return [] }
        let needs = VerificationNeeds(lookup, today: today).all()
        let asked = needs.filter { need in
            need.appointmentOn != nil || need.reasons.contains { $0.isRequest }
        }
        let items = asked.map { need in
            WorkItem(
                .verification,
                need.appointmentOn.map { WorkItem.Urgency(due: $0, today: today) } ?? .soon,
                due: need.appointmentOn, record: need.coverage,
                about: "coverage \(need.coverage.suffix): "
                    + need.reasons.map(\.description).joined(separator: "; "),
                advice: "bridgework coverage verify \(need.coverage.suffix) --method … --active")
        }
        guard let other = needs.first(where: { !asked.map(\.coverage).contains($0.coverage) })
        else { return items }
        let rest = WorkItem(
            .verification, .later, record: other.coverage,
            about: "\(needs.count - asked.count) coverages are unverified or stale",
            advice: "bridgework coverage list --stale")
        return items + [rest]
    }
}
