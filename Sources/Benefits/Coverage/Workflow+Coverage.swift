package import Records

extension Coverage: StagedKind {
    /// What is known of a cover.
    package enum State: String, StateWord {
        case unverified, active, unknown, inactive, terminated
    }
}

extension BenefitVerification: StagedKind {
    /// How far a verification has come.
    package enum State: String, StateWord {
        case needed, assigned, inProgress, verifiedActive, verifiedInactive, unable, stale
    }
}

extension Workflow {
    /// What is known of a patient's cover: each verification outweighs what was known before.
    package static let coverage = Workflow(
        "coverage", "Coverage of a patient", Coverage.self, initial: .unverified,
        states: coverageStates, moves: coverageMoves)

    private static let coverageStates: [StateRow<Coverage>] = [
        .state(.unverified, rank: 1),
        .state(.active, rank: 0, [.inForce]),
        .state(.unknown, rank: 2),
        .state(.inactive, rank: 3),
        .state(.terminated, rank: 4),
    ]

    private static let coverageMoves: [Move<Coverage>] = [
        .step(.enter, from: [.unverified], to: nil, by: .office),
        .step(.verifyActive, from: known, to: .active, by: .office),
        .step(.verifyInactive, from: known, to: .inactive, by: .office),
        .step(.markUnknown, from: known, to: .unknown, by: .office),
        .step(.terminate, from: known, to: .terminated, by: .office),
    ]

    private static let known: [Coverage.State] = [
        .unverified, .active, .unknown, .inactive, .terminated,
    ]

    /// One verification of benefits; an answer may be recorded in one step.
    package static let verification = Workflow(
        "verification", "Verification of benefits", BenefitVerification.self, initial: .needed,
        states: verificationStates, moves: verificationMoves)

    private static let verificationStates: [StateRow<BenefitVerification>] = [
        .state(.needed, rank: 4),
        .state(.assigned, rank: 3),
        .state(.inProgress, rank: 2),
        .state(.verifiedActive, rank: 0, [.inForce]),
        .state(.verifiedInactive, rank: 6),
        .state(.unable, rank: 5),
        .state(.stale, rank: 1, [.derived]),
    ]

    private static let verificationMoves: [Move<BenefitVerification>] = [
        .step(.need, from: [.needed], to: nil, by: .system),
        .step(
            .need, from: [.verifiedActive, .verifiedInactive, .unable, .stale],
            to: .needed, by: .system),
        .step(.claimWork, from: [.needed, .assigned], to: .assigned, by: .office),
        .step(.begin, from: [.needed, .assigned], to: .inProgress, by: .office),
        .step(.completeActive, from: unanswered, to: .verifiedActive, by: .office),
        .step(.completeInactive, from: unanswered, to: .verifiedInactive, by: .office),
        .step(
            .cannot, from: unanswered, to: .unable, by: .office, needs: [.comment]),
        .dated("expires", from: [.verifiedActive, .verifiedInactive], to: .stale),
    ]

    private static let unanswered: [BenefitVerification.State] = [.needed, .assigned, .inProgress]
}
