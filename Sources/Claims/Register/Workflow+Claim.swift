package import Records

extension Claim: StagedKind {
    /// Where a claim stands.
    package enum State: String, StateWord {
        case draft, checked, held, sent, acknowledged, followUp, pending, infoRequested, rejected
        case paid, partiallyPaid, denied, toFix, toAppeal, appealed
        case closedPaid, closedWrittenOff, closedPatient, appealWon, appealLost
    }
}

extension Workflow {
    /// A claim from the practice's software to its end (domain W7).
    ///
    /// What a payor pays or denies is read from its remittances, so that one that is taken in twice
    /// says it once. Where one side gave a claim up while another appeals, the appeal is shown:
    /// work goes on.
    package static let claim = Workflow(
        "claim", "Claim", Claim.self, initial: .draft, states: claimStates, moves: claimMoves)

    private static let claimStates: [StateRow<Claim>] = [
        .state(.draft, rank: 6),
        .state(.checked, rank: 5),
        .state(.held, rank: 17),
        .state(.sent, rank: 7),
        .state(.acknowledged, rank: 8),
        .state(.followUp, rank: 10, [.derived]),
        .state(.pending, rank: 9),
        .state(.infoRequested, rank: 15),
        .state(.rejected, rank: 16),
        .state(.paid, rank: 11, [.derived]),
        .state(.partiallyPaid, rank: 12, [.derived]),
        .state(.denied, rank: 14, [.derived]),
        .state(.toFix, rank: 13),
        .state(.toAppeal, rank: 18),
        .state(.appealed, rank: 19),
        .state(.closedPaid, rank: 2, [.final]),
        .state(.closedWrittenOff, rank: 0, [.final]),
        .state(.closedPatient, rank: 1, [.final]),
        .state(.appealWon, rank: 4, [.final]),
        .state(.appealLost, rank: 3, [.final]),
    ]

    private static let claimMoves: [Move<Claim>] = [
        .step(.check, from: [.draft, .held], to: .checked, by: .office),
        .step(.hold, from: [.draft, .checked], to: .held, by: .office, needs: [.comment]),
        .step(.send, from: [.draft, .checked, .held], to: .sent, by: .office),
        .step(.accept, from: [.sent], to: .acknowledged, by: .office),
        .step(.accept, from: [.acknowledged, .pending], to: nil, by: .office),
        .step(
            .reject, from: [.sent, .acknowledged, .pending], to: .rejected, by: .office,
            needs: [.comment]),
        .step(
            .contact, from: [.sent, .acknowledged, .followUp, .infoRequested], to: .pending,
            by: .office),
        .step(.contact, from: [.pending], to: nil, by: .office),
        .step(
            .requestInfo, from: [.sent, .acknowledged, .followUp, .pending], to: .infoRequested,
            by: .office),
        .derived(.pay, from: awaited, to: .paid),
        .derived(.payPartly, from: awaited, to: .partiallyPaid),
        .derived(.deny, from: awaited, to: .denied),
        .step(.toFix, from: [.denied, .partiallyPaid, .rejected], to: .toFix, by: .office),
        .step(.toAppeal, from: [.denied, .partiallyPaid], to: .toAppeal, by: .office),
        .step(.resubmit, from: [.toFix, .rejected], to: .sent, by: .office),
        .step(
            .appeal, from: [.denied, .partiallyPaid, .toAppeal], to: .appealed, by: .office,
            needs: [.comment]),
        .step(.uphold, from: [.appealed], to: .appealLost, by: .office),
        .step(.overturn, from: [.appealed], to: .appealWon, by: .office),
        .step(.overturnPartly, from: [.appealed], to: .toAppeal, by: .office),
        .step(.close, from: [.paid, .partiallyPaid], to: .closedPaid, by: .office),
        .step(
            .writeOff, from: unpaid, to: .closedWrittenOff, by: .office, needs: [.comment]),
        .step(.billPatient, from: unpaid, to: .closedPatient, by: .office),
        .dated("waits", from: [.sent, .acknowledged, .pending], to: .followUp),
    ]

    /// Where a remittance says how it went on.
    private static let awaited: [Claim.State] = [
        .sent, .acknowledged, .pending, .infoRequested,
    ]

    private static let unpaid: [Claim.State] = [
        .held, .rejected, .denied, .partiallyPaid, .toFix, .toAppeal,
    ]
}
