package import Merge
package import Records

/// How far the talks on a contract's fees have come.
package struct NegotiationRounds: Sendable {
    package let id: RecordID
    package let contract: RecordID?
    package let standing: Standing
    /// From 1; each counter-offer begins another.
    package let round: Int
    /// The last day somebody wrote, called or heard; `nil` before the first word.
    package let lastContactOn: Day?
    package let nextActionOn: Day?
    /// The fees that the payor's last offer came as.
    package let offer: RecordID?

    /// How long a payor may be silent before somebody asks again.
    package static let followUpDays: Int64 = 14
    /// A refused contract is looked at again after a year.
    package static let reviewAfterDays: Int64 = 365

    /// - Parameter contacts: `contact_log` records about the contract.
    package init(_ view: RecordView, contacts: some Sequence<RecordView> = []) {
        let standing = Workflow.negotiation.standing(of: view)
        let started = view[Negotiation.startedOn]
        self.id = view.id
        self.contract = view[Negotiation.contract]
        self.standing = standing
        self.round = 1 + standing.steps.count { $0.says(Negotiation.Step.counter) && !$0.isIllegal }
        let spoken = standing.steps.filter { step in
            Negotiation.Step(step).map(Self.contacts.contains) ?? false && !step.isIllegal
        }
        .compactMap(\.happenedOn)
        let heard = contacts.filter(\.isActive).compactMap { $0[ContactLog.happenedOn] }
            .filter { day in started.map { $0 <= day } ?? true }
        self.lastContactOn = (spoken + heard).max()
        self.nextActionOn = view[Negotiation.nextActionOn]
        self.offer = standing.last(Negotiation.Step.offer)?[Negotiation.Status.feeDraft]
    }

    package var isOpen: Bool {
        Workflow.negotiation.state(standing.state)?.isFinal == false
    }

    /// Days without an answer while the payor is asked; `nil` where nobody waits for one.
    package func silentDays(on today: Day) -> Int64? {
        guard standing.isIn(Negotiation.State.awaitingPayor), let last = lastContactOn else {
            return nil
        }
        return max(0, today.number - last.number)
    }

    /// The day on which to ask again: what somebody set, or two weeks after the last word.
    package var followUpOn: Day? {
        if let nextActionOn { return nextActionOn }
        guard standing.isIn(Negotiation.State.awaitingPayor) else { return nil }
        return lastContactOn.map { $0.advanced(by: Self.followUpDays) }
    }

    private static let contacts: Set<Negotiation.Step> = [
        .requestSent, .inquiry, .offer, .counter, .accept, .refuse, .amendmentSigned,
    ]
}
