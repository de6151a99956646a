internal import Merge
internal import Participation
internal import Records

extension Worklist {
    /// How long before its day a notice deadline is worth a look, and a fee review is begun
    /// (domain W8, W3).
    private static var deadlineDays: Int64 { 60 }
    private static var reviewDays: Int64 { 90 }

    /// Contracts whose notice ends soon, was missed, waits for a second user, or whose fees are
    /// due for review; and talks in which somebody must ask again.
    func contracts() -> [WorkItem] {
        let talks = Dictionary(grouping: active(.negotiation)) { $0[Negotiation.contract] }
        let contacts = Dictionary(grouping: active(.contactLog)) { $0[ContactLog.contract] }
        return active(.payorContract).compactMap { view in
            let row = ContractRow(
                view, talks: talks[view.id] ?? [], contacts: contacts[view.id] ?? [],
                today: today)
            return termination(row) ?? negotiation(row) ?? deadline(row) ?? review(row)
        }
    }

    private func termination(_ row: ContractRow) -> WorkItem? {
        guard row.standing.isIn(PayorContract.State.terminationRequested) else { return nil }
        let code = name(row.view.id)
        return WorkItem(
            .contract, .now, record: row.view.id, about: "\(code): termination requested",
            advice: "bridgework contract terminate \(code) --reason WHY, by another user")
    }

    private func negotiation(_ row: ContractRow) -> WorkItem? {
        guard let talks = row.talks, talks.isOpen else { return nil }
        let code = name(row.view.id)
        let due = talks.followUpOn
        return WorkItem(
            .negotiation, .init(due: due, today: today), due: due, record: talks.id,
            about: "\(code): \(Workflow.words(of: talks.standing.state)), round \(talks.round)",
            advice: "bridgework contract negotiate \(code)")
    }

    private func deadline(_ row: ContractRow) -> WorkItem? {
        guard let day = row.window?.noticeDeadline,
            !row.standing.isIn(PayorContract.State.terminating)
        else {
            return nil
        }
        let code = name(row.view.id)
        if row.hasMissedWindow, row.window?.isDeadlinePassed(on: today) == true {
            return WorkItem(
                .contract, .later, due: row.window?.renewsOn, record: row.view.id,
                about: "\(code): the last day of notice was \(day)",
                advice: "bridgework contract show \(code)")
        }
        guard today <= day, day.number - today.number <= Self.deadlineDays else { return nil }
        return WorkItem(
            .contract, .init(due: day, today: today), due: day, record: row.view.id,
            about: "\(code): notice ends", advice: "bridgework contract negotiate \(code) --open")
    }

    private func review(_ row: ContractRow) -> WorkItem? {
        guard let day = row.view[PayorContract.nextReviewOn],
            Workflow.contract.state(row.standing.state)?.isInForce == true,
            day.number - today.number <= Self.reviewDays
        else { return nil }
        let code = name(row.view.id)
        return WorkItem(
            .contract, .init(due: day, today: today), due: day, record: row.view.id,
            about: "\(code): fee review",
            advice: "bridgework contract negotiate \(code) --open")
    }
}
