package import Records

extension MoveRun: StagedKind {
    /// Where a move stands.
    package enum State: String, StateWord {
        case draft, planned, noticesPrepared, notified, partiallyConfirmed, confirmed, closed
        case cancelled
    }
}

extension Workflow {
    /// A doctor's move between offices across the contracts of both.
    ///
    /// How far the payors are is read from the notices and cases.
    package static let move = Workflow(
        "move", "Move of a doctor across payor contracts", MoveRun.self, initial: .draft,
        states: moveStates, moves: moveMoves)

    private static let moveStates: [StateRow<MoveRun>] = [
        .state(.draft, rank: 6),
        .state(.planned, rank: 5),
        .state(.noticesPrepared, rank: 4, [.derived]),
        .state(.notified, rank: 3, [.derived]),
        .state(.partiallyConfirmed, rank: 2, [.derived]),
        .state(.confirmed, rank: 1, [.derived]),
        .state(.closed, rank: 0, [.final]),
        .state(.cancelled, rank: 7, [.final]),
    ]

    private static let moveMoves: [Move<MoveRun>] = [
        .step(.plan, from: [.draft], to: .planned, by: .coordinator),
        .derived(.expand, from: [.planned], to: .noticesPrepared),
        .derived(.send, from: [.noticesPrepared], to: .notified, by: .coordinator),
        .derived(
            .confirm, from: [.noticesPrepared, .notified, .partiallyConfirmed],
            to: .partiallyConfirmed, by: .payor),
        .derived(
            .allConfirmed, from: [.noticesPrepared, .notified, .partiallyConfirmed],
            to: .confirmed),
        .step(
            .verifyDirectory, from: [.confirmed], to: .closed, by: .office,
            needs: [.comment]),
        .step(.dateSlip, from: moving + [.confirmed], to: nil, by: .coordinator),
        .step(
            .cancel, from: [.draft] + moving, to: .cancelled, by: .coordinator),
    ]

    private static let moving: [MoveRun.State] = [
        .planned, .noticesPrepared, .notified, .partiallyConfirmed,
    ]
}
