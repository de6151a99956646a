package import Records

extension Enrollment: StagedKind {
    /// Where a case stands.
    package enum State: String, StateWord {
        case notStarted, preparing, submitted, deficient, inReview, approvedAwaitingLoad
        case scheduled, effective, recredentialing, ending, ended, lapsed, withdrawn, denied
    }
}

extension Workflow {
    /// One doctor in one contract at one office, from the papers to the end.
    ///
    /// `scheduled` and `ended` are read from the effective dates and today.
    package static let enrollment = Workflow(
        "enrollment", "Enrolment of a doctor in a contract at an office", Enrollment.self,
        initial: .notStarted,
        states: enrollmentStates, moves: enrollmentMoves)

    private static let enrollmentStates: [StateRow<Enrollment>] = [
        .state(.notStarted, rank: 9),
        .state(.preparing, rank: 8),
        .state(.submitted, rank: 6),
        .state(.deficient, rank: 7),
        .state(.inReview, rank: 5),
        .state(.approvedAwaitingLoad, rank: 4),
        .state(.scheduled, rank: 3, [.derived]),
        .state(.effective, rank: 0, [.inForce]),
        .state(.recredentialing, rank: 1, [.inForce]),
        .state(.ending, rank: 2, [.inForce]),
        .state(.ended, rank: 10, [.final, .derived]),
        .state(.lapsed, rank: 11, [.final]),
        .state(.withdrawn, rank: 12, [.final]),
        .state(.denied, rank: 13, [.final]),
    ]

    private static let enrollmentMoves: [Move<Enrollment>] = [
        .step(.prepare, from: [.notStarted], to: .preparing, by: .coordinator),
        .step(.submit, from: [.preparing], to: .submitted, by: .coordinator),
        .step(.ack, from: [.submitted], to: .inReview, by: .payor),
        .step(.deficiency, from: [.submitted, .inReview], to: .deficient, by: .payor),
        .step(.resubmit, from: [.deficient], to: .inReview, by: .office),
        .step(
            .credentialingApproved, from: [.inReview], to: .approvedAwaitingLoad,
            by: .payor),
        .step(
            .denied, from: [.inReview], to: .denied, by: .payor, needs: [.comment]),
        .step(
            .loaded, from: [.approvedAwaitingLoad], to: .effective, by: .payor,
            needs: [.document, .effectiveOn]),
        // A small practice writes down the outcome alone.
        .step(
            .recorded,
            from: [
                .notStarted, .preparing, .submitted, .inReview, .deficient,
                .approvedAwaitingLoad,
            ], to: .effective, by: .coordinator, needs: [.document, .effectiveOn]),
        .step(.directoryWrong, from: inNetwork, to: nil, by: .office),
        .step(
            .correctEffective, from: inNetwork, to: nil, by: .payor,
            needs: [.document, .effectiveOn]),
        .step(
            .retroGranted, from: inNetwork, to: nil, by: .payor,
            needs: [.document, .effectiveOn]),
        .step(
            .termNotice, from: [.effective, .recredentialing], to: .ending,
            by: .coordinator, needs: [.effectiveOn]),
        .step(.recredentialDue, from: [.effective], to: .recredentialing, by: .system),
        .step(
            .recredentialApproved, from: [.recredentialing], to: .effective, by: .payor),
        .step(.lapse, from: [.recredentialing], to: .lapsed, by: .payor),
        .step(
            .withdraw, from: open(enrollmentStates), to: .withdrawn, by: .coordinator),
        .step(
            .reopen, from: [.denied, .withdrawn, .lapsed, .ending, .ended],
            to: .preparing, by: .coordinator),
        .dated("effectiveDayAhead", from: [.effective], to: .scheduled),
        .dated("effectiveDay", from: [.scheduled], to: .effective),
        .dated("dayAfterLast", from: [.ending], to: .ended),
    ]

    private static let inNetwork: [Enrollment.State] = [.effective, .recredentialing, .ending]
}
