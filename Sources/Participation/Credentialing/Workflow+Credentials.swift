package import Records

extension Credential: StagedKind {
    /// Where a credential stands.
    package enum State: String, StateWord {
        case pendingVerification, active, expiring, renewalSubmitted, expired, superseded
        case suspended, revoked
    }
}

extension Workflow {
    /// A licence, registration or certificate.
    ///
    /// An adverse word stays until somebody clears it with evidence; expiry is read from the
    /// validity and today, and ends by a renewal.
    package static let credential = Workflow(
        "credential", "Credential of a doctor", Credential.self, initial: .pendingVerification,
        states: credentialStates, moves: credentialMoves)

    private static let credentialStates: [StateRow<Credential>] = [
        .state(.pendingVerification, rank: 3),
        .state(.active, rank: 0, [.inForce]),
        .state(.expiring, rank: 2, [.inForce, .derived]),
        .state(.renewalSubmitted, rank: 1, [.inForce]),
        .state(.expired, rank: 5, [.derived]),
        .state(.superseded, rank: 4, [.final]),
        .state(.suspended, rank: 6),
        .state(.revoked, rank: 7),
    ]

    private static let credentialMoves: [Move<Credential>] = [
        .step(.draft, from: [.pendingVerification], to: nil, by: .coordinator),
        .step(.submitted, from: [.pendingVerification], to: nil, by: .coordinator),
        .step(
            .verified, from: [.pendingVerification, .active], to: .active,
            by: .coordinator),
        .step(
            .renewalSubmitted, from: [.active], to: .renewalSubmitted, by: .coordinator),
        .step(
            .renewed, from: [.active, .renewalSubmitted], to: .active, by: .coordinator),
        .step(
            .suspended, from: [.pendingVerification, .active, .renewalSubmitted],
            to: .suspended, by: .payor),
        .step(
            .revoked,
            from: [.pendingVerification, .active, .renewalSubmitted, .suspended],
            to: .revoked, by: .payor),
        .step(
            .reinstated, from: [.active, .renewalSubmitted, .suspended, .revoked],
            to: .active, by: .payor, needs: [.document]),
        .step(
            .superseded, from: [.pendingVerification, .active, .renewalSubmitted],
            to: .superseded, by: .coordinator),
        .dated("expiring", from: [.active], to: .expiring),
        .dated("dayAfterExpiry", from: [.expiring, .renewalSubmitted], to: .expired),
    ]
}
