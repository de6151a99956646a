internal import Fees
internal import Merge
internal import Records

extension Worklist {
    /// What offices owe to a published fee schedule: its entry in their own system, a word on a
    /// rejection, or any sign at all that they have it.
    func fees() -> [WorkItem] {
        let published = FeeRollout(lookup, office: office, today: today).rows
            .filter { $0.release == .published }
        let begun = Dictionary(
            grouping: published.filter { $0.version.effectiveFrom <= today }, by: \.schedule
        ).compactMapValues { $0.map(\.version.effectiveFrom).max() }
        return published.compactMap { row in
            // A version that another has followed prices old visits only.
            if let latest = begun[row.schedule], row.version.effectiveFrom < latest { return nil }
            let about = "\(row.schedule) v\(row.version.number) at \(label(row.officeID))"
            let state = FeeReceipt.State(rawValue: row.state)
            if state == .rejected {
                return WorkItem(
                    .receipt, .now, due: row.version.effectiveFrom, record: row.version.id,
                    about: "\(about): rejected by the office",
                    advice: "bridgework fees rollout \(row.schedule)")
            }
            guard office != nil else {
                guard row.daysLate != nil else { return nil }
                return WorkItem(
                    .receipt, .now, due: row.version.effectiveFrom, record: row.version.id,
                    about: "\(about): \(Workflow.words(of: row.state)), late",
                    advice: "bridgework fees rollout \(row.schedule)")
            }
            guard [.received, .staged, .appliedToReplica].contains(state) else {
                return nil
            }
            let due = row.version.effectiveFrom
            return WorkItem(
                .receipt, .init(due: due, today: today), due: due, record: row.version.id,
                about: "\(about): to be entered in the office's own system",
                advice: "bridgework fees confirm-pms \(row.schedule) --method …")
        }
    }
}
