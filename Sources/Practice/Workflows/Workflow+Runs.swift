extension OnboardingRun: StagedKind {
    /// Where a run stands.
    package enum State: String, StateWord {
        case draft, collecting, ready, fannedOut, partiallyEffective, complete, abandoned
    }
}

extension MoveRun: StagedKind {
    /// Where a move stands.
    package enum State: String, StateWord {
        case draft, planned, noticesPrepared, notified, partiallyConfirmed, confirmed, closed
        case cancelled
    }
}

extension PayorNotice: StagedKind {
    /// Where a notice stands.
    package enum State: String, StateWord {
        case draft, prepared, sent, acknowledged, confirmed, rejected, cancelled
    }
}

extension Workflow {
    /// A doctor's way into all contracts.
    ///
    /// Cases may be opened while papers are still collected: a payor takes weeks, and the run lists
    /// what is missing. Only starting and giving up are logged: the rest is read from the cases.
    package static let onboarding = Workflow(
        "onboarding", "Onboarding of a doctor to all contracts", OnboardingRun.self,
        initial: .draft,
        states: onboardingStates, moves: onboardingMoves)

    private static let onboardingStates: [StateRow<OnboardingRun>] = [
        .state(.draft, rank: 5),
        .state(.collecting, rank: 4),
        .state(.ready, rank: 3, [.derived]),
        .state(.fannedOut, rank: 2, [.derived]),
        .state(.partiallyEffective, rank: 1, [.derived]),
        .state(.complete, rank: 0, [.final, .derived]),
        .state(.abandoned, rank: 6, [.final]),
    ]

    private static let onboardingMoves: [Move<OnboardingRun>] = [
        .step(.start, from: [.draft], to: .collecting, by: .coordinator),
        .derived(.itemReceived, from: running, to: nil, by: .office),
        .derived(.allItemsIn, from: [.collecting], to: .ready),
        .derived(.fanOut, from: [.collecting, .ready], to: .fannedOut, by: .coordinator),
        .derived(
            .firstEffective, from: [.collecting, .ready, .fannedOut],
            to: .partiallyEffective),
        .derived(.lastDecided, from: running, to: .complete),
        .derived(.expand, from: running, to: nil),
        .step(
            .abandon, from: [.draft] + running, to: .abandoned, by: .coordinator,
            needs: [.comment]),
    ]

    private static let running: [OnboardingRun.State] = [
        .collecting, .ready, .fannedOut, .partiallyEffective,
    ]

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

    /// What one payor is told of a move or another change.
    package static let notice = Workflow(
        "notice", "Notice to a payor", PayorNotice.self, initial: .draft,
        states: noticeStates, moves: noticeMoves)

    private static let noticeStates: [StateRow<PayorNotice>] = [
        .state(.draft, rank: 5),
        .state(.prepared, rank: 4),
        .state(.sent, rank: 3),
        .state(.acknowledged, rank: 2),
        .state(.confirmed, rank: 0, [.final]),
        .state(.rejected, rank: 6),
        .state(.cancelled, rank: 7, [.final]),
    ]

    private static let noticeMoves: [Move<PayorNotice>] = [
        .step(.prepare, from: [.draft], to: .prepared, by: .system),
        .step(
            .send, from: [.draft, .prepared, .rejected], to: .sent, by: .coordinator),
        .step(.ack, from: [.sent], to: .acknowledged, by: .payor),
        .step(
            .confirm, from: [.sent, .acknowledged], to: .confirmed, by: .payor,
            needs: [.document]),
        .step(
            .reject, from: [.sent, .acknowledged], to: .rejected, by: .payor,
            needs: [.comment]),
        .step(
            .cancel, from: [.draft, .prepared, .sent, .acknowledged, .rejected],
            to: .cancelled, by: .coordinator),
    ]
}
