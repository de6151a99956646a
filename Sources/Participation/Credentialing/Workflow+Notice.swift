package import Records

extension PayorNotice: StagedKind {
    /// Where a notice stands.
    package enum State: String, StateWord {
        case draft, prepared, sent, acknowledged, confirmed, rejected, cancelled
    }
}

extension Workflow {
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
