package import Records

extension Authorization: StagedKind {
    /// How far a payor's consent has come.
    package enum State: String, StateWord {
        case required, notRequired, preparing, submitted, pended, infoSent
        case approved, partlyApproved, denied, answered, consumed, expired, withdrawn
    }
}

extension Workflow {
    /// A prior authorization or predetermination, from its need to its use (domain W6).
    ///
    /// While two people's words do not agree, the one is shown that bills nothing: an approval
    /// needs its letter. That it is used up follows from its uses, that it has expired from its
    /// last day, and what a predetermination comes to from the payor's remittance.
    package static let authorization = Workflow(
        "authorization", "Authorization", Authorization.self, initial: .required,
        states: authorizationStates, moves: authorizationMoves)

    private static let authorizationStates: [StateRow<Authorization>] = [
        .state(.required, rank: 10),
        .state(.notRequired, rank: 0, [.final]),
        .state(.preparing, rank: 9),
        .state(.submitted, rank: 6),
        .state(.pended, rank: 8),
        .state(.infoSent, rank: 7),
        .state(.approved, rank: 1, [.inForce]),
        .state(.partlyApproved, rank: 2, [.inForce]),
        .state(.denied, rank: 12),
        .state(.answered, rank: 3, [.derived]),
        .state(.consumed, rank: 4, [.derived]),
        .state(.expired, rank: 5, [.derived]),
        .state(.withdrawn, rank: 11, [.final]),
    ]

    private static let authorizationMoves: [Move<Authorization>] = [
        .step(.require, from: [.required], to: nil, by: .office),
        .step(.require, from: [.notRequired, .withdrawn], to: .required, by: .office),
        .step(
            .waive, from: [.required, .preparing], to: .notRequired, by: .office,
            needs: [.comment]),
        .step(.prepare, from: [.required], to: .preparing, by: .office),
        .step(.submit, from: [.required, .preparing], to: .submitted, by: .office),
        .step(.ack, from: [.submitted], to: nil, by: .office),
        .step(.requestInfo, from: [.submitted, .infoSent], to: .pended, by: .office),
        .step(.sendInfo, from: [.pended], to: .infoSent, by: .office),
        .step(
            .approve, from: atPayor + [.partlyApproved, .denied], to: .approved, by: .office,
            needs: [.document]),
        .step(.approve, from: [.approved], to: nil, by: .office, needs: [.document]),
        .step(
            .approvePartly, from: atPayor + [.approved, .denied], to: .partlyApproved,
            by: .office, needs: [.document]),
        .step(
            .approvePartly, from: [.partlyApproved], to: nil, by: .office, needs: [.document]),
        .step(.deny, from: atPayor + [.approved, .partlyApproved], to: .denied, by: .office),
        .step(
            .withdraw, from: atPayor + [.required, .preparing, .approved, .partlyApproved],
            to: .withdrawn, by: .office, needs: [.comment]),
        .derived(.answer, from: atPayor, to: .answered),
        .derived(.use, from: [.approved, .partlyApproved], to: .consumed),
        .dated("expires", from: [.approved, .partlyApproved], to: .expired),
    ]

    private static let atPayor: [Authorization.State] = [.submitted, .pended, .infoSent]
}
