package import Records

extension PayorContract: StagedKind {
    /// Where a contract stands.
    package enum State: String, StateWord {
        case draft, offered, executable, executed, renewalWindow, amended, renewed
        case terminationRequested, disputed, terminating, terminated, cancelled, rejected
    }
}

extension Negotiation: StagedKind {
    /// Where the talks about a contract stand.
    package enum State: String, StateWord {
        case idle, due, preparing, awaitingPayor, offerReview, accepted, implementing, verified
        case disputed, refused, closed
    }
}

extension Workflow {
    /// A participating provider agreement.
    ///
    /// A signed agreement may be recorded in one step, or entered with its first day and no step at
    /// all: then it is executed. Ending one takes two people: one asks, and
    /// another sends the notice.
    package static let contract = Workflow(
        "contract", "Payor contract", PayorContract.self, initial: .draft,
        datedStart: DatedStart(
            PayorContract.term.from, of: PayorContract.self, leadsTo: .executed,
            precededBy: [.draft, .offer, .makeExecutable, .execute, .reject, .cancel]),
        states: contractStates, moves: contractMoves)

    private static let contractStates: [StateRow<PayorContract>] = [
        .state(.draft, rank: 9),
        .state(.offered, rank: 8),
        .state(.executable, rank: 7),
        .state(.executed, rank: 0, [.inForce]),
        .state(.renewalWindow, rank: 3, [.inForce, .derived]),
        .state(.amended, rank: 2, [.inForce]),
        .state(.renewed, rank: 1, [.inForce]),
        .state(.terminationRequested, rank: 4, [.inForce]),
        .state(.disputed, rank: 5, [.inForce]),
        .state(.terminating, rank: 6, [.inForce]),
        .state(.terminated, rank: 10, [.final]),
        .state(.cancelled, rank: 11, [.final]),
        .state(.rejected, rank: 12, [.final]),
    ]

    private static let contractMoves: [Move<PayorContract>] = [
        .step(.draft, from: [.draft], to: nil, by: .coordinator),
        .step(.offer, from: [.draft], to: .offered, by: .coordinator),
        .step(
            .makeExecutable, from: [.draft, .offered], to: .executable, by: .coordinator),
        .step(
            .execute, from: [.draft, .offered, .executable], to: .executed,
            by: .coordinator),
        // Of one that was entered with its day: who logs it says when it was signed.
        .step(.execute, from: [.executed], to: nil, by: .coordinator),
        .step(.amend, from: running, to: .amended, by: .coordinator),
        .step(.renew, from: running, to: .renewed, by: .coordinator),
        .step(
            .requestTermination, from: running + [.disputed], to: .terminationRequested,
            by: .coordinator, needs: [.effectiveOn, .comment]),
        .step(
            .noticeTermination, from: running + [.disputed, .terminationRequested],
            to: .terminating, by: .approver,
            needs: [.effectiveOn, .someoneElse(than: PayorContract.Step.requestTermination)]),
        .step(
            .withdrawTermination, from: [.terminationRequested, .terminating],
            to: .executed, by: .coordinator, needs: [.comment]),
        .step(
            .terminate,
            from: running + [.terminationRequested, .disputed, .terminating],
            to: .terminated, by: .payor, needs: [.effectiveOn]),
        .step(
            .reject, from: [.offered, .executable], to: .rejected, by: .coordinator),
        .step(
            .cancel, from: [.draft, .offered, .executable], to: .cancelled,
            by: .coordinator),
        .step(.dispute, from: running, to: .disputed, by: .coordinator),
        .step(.settle, from: [.disputed], to: .executed, by: .coordinator),
        .dated("renewalWindow", from: running, to: .renewalWindow),
        .dated("renewalPassed", from: [.renewalWindow], to: .executed),
        .dated("dayAfterLast", from: [.terminating], to: .terminated),
    ]

    private static let running: [PayorContract.State] = [.executed, .amended, .renewed]

    /// One round of talks on a contract's fees.
    ///
    /// It is verified by an explanation of benefits that pays the new fee, and by nothing else.
    package static let negotiation = Workflow(
        "negotiation", "Renegotiation of a contract's fees", Negotiation.self, initial: .idle,
        states: negotiationStates, moves: negotiationMoves)

    private static let negotiationStates: [StateRow<Negotiation>] = [
        .state(.idle, rank: 7),
        .state(.due, rank: 6),
        .state(.preparing, rank: 5),
        .state(.awaitingPayor, rank: 4),
        .state(.offerReview, rank: 3),
        .state(.accepted, rank: 2),
        .state(.implementing, rank: 1),
        .state(.verified, rank: 0, [.final]),
        .state(.disputed, rank: 8),
        .state(.refused, rank: 9, [.final]),
        .state(.closed, rank: 10, [.final]),
    ]

    private static let negotiationMoves: [Move<Negotiation>] = [
        .step(.due, from: [.idle], to: .due, by: .system),
        .step(.open, from: [.idle, .due], to: .preparing, by: .coordinator),
        .step(
            .requestSent, from: [.preparing], to: .awaitingPayor, by: .coordinator,
            needs: [.reference]),
        .step(.inquiry, from: [.awaitingPayor], to: nil, by: .office),
        .step(.offer, from: [.awaitingPayor], to: .offerReview, by: .payor),
        .step(.counter, from: [.offerReview], to: .awaitingPayor, by: .coordinator),
        .step(
            .accept, from: [.offerReview], to: .accepted, by: .approver,
            needs: [.someoneElse(than: Negotiation.Step.offer)]),
        .step(.refuse, from: [.awaitingPayor], to: .refused, by: .payor),
        .step(
            .amendmentSigned, from: [.accepted], to: .implementing, by: .coordinator,
            needs: [.effectiveOn]),
        .step(
            .firstEobMatches, from: [.implementing, .disputed], to: .verified,
            by: .office, needs: [.document]),
        .step(
            .eobMismatch, from: [.implementing], to: .disputed, by: .office),
        .step(.missedWindow, from: open(negotiationStates), to: nil, by: .system),
        .step(
            .close,
            from: [.idle, .due, .preparing, .awaitingPayor, .offerReview, .disputed],
            to: .closed, by: .coordinator, needs: [.comment]),
    ]
}
