package import Records

/// Where a move stands: what people logged on it, its notices and its cases.
package struct MoveStanding: Equatable, Sendable {
    package let notices: Int
    package let sent: Int
    package let confirmed: Int
    package let opened: Int
    package let decided: Int
    /// The hub has worked out what the move asks of the payors.
    private let isExpanded: Bool
    private let logged: MoveRun.State

    package init(_ move: MoveRun, _ lookup: some RecordLookup) {
        let notices = lookup.records(where: PayorNotice.moveRun, is: move.id)
            .filter(\.isActive).map { Workflow.notice.standing(of: $0) }
            .filter { !$0.isIn(PayorNotice.State.cancelled) }
        let cases = DoctorCases(of: move.doctor, in: lookup)
        let pairs = cases.inUse(of: move.pairs)
        let states = pairs.compactMap { cases[$0].map(CaseState.init) }
        self.notices = notices.count
        self.sent = notices.count { !$0.isIn(PayorNotice.State.draft, .prepared) }
        self.confirmed = notices.count { $0.isIn(PayorNotice.State.confirmed) }
        self.opened = pairs.count
        self.decided = states.count(where: \.isDecided)
        self.isExpanded = MoveTopic.tasks(of: move.id, in: lookup)[.nppes] != nil
        self.logged =
            lookup.record(move.id).flatMap { MoveRun.State(Workflow.move.standing(of: $0)) }
            ?? .draft
    }

    /// Every payor has confirmed, and every case at the new office has its answer.
    package var isConfirmed: Bool {
        notices + opened > 0 && confirmed == notices && decided == opened
    }

    /// No payor is to be told or asked as things stand: there is nothing to wait for, and a
    /// contract that is signed meanwhile still makes the move ask for more.
    package var asksNothing: Bool { isExpanded && notices + opened == 0 }

    /// The move's state by W2.
    package var state: MoveRun.State {
        if [.draft, .closed, .cancelled].contains(logged) { return logged }
        if isConfirmed || asksNothing { return .confirmed }
        if confirmed > 0 { return .partiallyConfirmed }
        guard notices + opened > 0 else { return .planned }
        return sent == notices && notices > 0 ? .notified : .noticesPrepared
    }
}
