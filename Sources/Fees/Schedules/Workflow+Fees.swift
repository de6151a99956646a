package import Records

extension FeeDraft: StagedKind {
    /// How far a draft has come.
    package enum State: String, StateWord {
        case draft, inReview, approved, withdrawn
    }
}

extension FeeReceipt: StagedKind {
    /// How far an office has come with a version.
    package enum State: String, StateWord {
        case awaited, received, staged, appliedToReplica, appliedInPms, rejected
    }
}

extension Workflow {
    /// A fee schedule in the making; what follows approval is the schedule's release log.
    package static let feeDraft = Workflow(
        "fee-draft", "Fee schedule draft", FeeDraft.self, initial: .draft,
        states: feeDraftStates, moves: feeDraftMoves)

    private static let feeDraftStates: [StateRow<FeeDraft>] = [
        .state(.draft, rank: 2),
        .state(.inReview, rank: 1),
        .state(.approved, rank: 0, [.inForce]),
        .state(.withdrawn, rank: 3, [.final]),
    ]

    private static let feeDraftMoves: [Move<FeeDraft>] = [
        .step(.submit, from: [.draft], to: .inReview, by: .coordinator),
        .step(
            .approve, from: [.inReview], to: .approved, by: .approver,
            needs: [
                .someoneElse(than: FeeDraft.Step.submit), .otherAuthor(of: FeeApproval.attributes),
            ]),
        .step(
            .reject, from: [.inReview], to: .draft, by: .approver, needs: [.comment]),
        .step(
            .withdraw, from: [.draft, .inReview, .approved], to: .withdrawn,
            by: .coordinator),
    ]

    /// How far an office has come with a fee schedule version.
    ///
    /// An office whose practice-management system takes fees ahead of their day confirms ahead.
    package static let feeReceipt = Workflow(
        "fee-receipt", "An office's receipt of a fee schedule version", FeeReceipt.self,
        initial: .awaited,
        states: feeReceiptStates, moves: feeReceiptMoves)

    private static let feeReceiptStates: [StateRow<FeeReceipt>] = [
        .state(.awaited, rank: 4),
        .state(.received, rank: 3),
        .state(.staged, rank: 2),
        .state(.appliedToReplica, rank: 1, [.inForce]),
        .state(.appliedInPms, rank: 0, [.inForce]),
        .state(.rejected, rank: 5),
    ]

    private static let feeReceiptMoves: [Move<FeeReceipt>] = [
        .step(.received, from: [.awaited], to: .received, by: .office),
        .step(.staged, from: [.received], to: .staged, by: .office),
        .step(.appliedToReplica, from: [.staged], to: .appliedToReplica, by: .office),
        .step(
            .appliedInPms, from: [.received, .staged, .appliedToReplica, .rejected],
            to: .appliedInPms, by: .office),
        .step(
            .rejected, from: [.received, .staged, .appliedToReplica, .appliedInPms],
            to: .rejected, by: .office, needs: [.comment]),
    ]
}
