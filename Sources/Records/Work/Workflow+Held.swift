extension Custody: StagedKind {
    /// What became of a late edit.
    package enum State: String, StateWord {
        case open, accepted, rejected
    }
}

extension Quarantine: StagedKind {
    /// What became of a change kept aside.
    package enum State: String, StateWord {
        case open, retried, amended, dropped
    }
}

extension Workflow {
    /// A late edit of a record that moved on: whoever has the record takes it over or not.
    ///
    /// Who accepts it writes it: of decisions that disagree, the acceptance is shown.
    package static let custody = Workflow(
        "custody", "Edit in custody", Custody.self, initial: .open,
        states: custodyStates, moves: custodyMoves)

    private static let custodyStates: [StateRow<Custody>] = [
        .state(.open, rank: 0),
        .state(.accepted, rank: 2, [.final]),
        .state(.rejected, rank: 1, [.final]),
    ]

    private static let custodyMoves: [Move<Custody>] = [
        .step(.accepted, from: [.open], to: .accepted, by: .office),
        .step(.rejected, from: [.open], to: .rejected, by: .office, needs: [.comment]),
    ]

    /// A write that the hub kept aside: its writer's office makes it again, or lets it go.
    package static let quarantine = Workflow(
        "quarantine", "Change in quarantine", Quarantine.self, initial: .open,
        states: quarantineStates, moves: quarantineMoves)

    private static let quarantineStates: [StateRow<Quarantine>] = [
        .state(.open, rank: 0),
        .state(.retried, rank: 2, [.final]),
        .state(.amended, rank: 3, [.final]),
        .state(.dropped, rank: 1, [.final]),
    ]

    private static let quarantineMoves: [Move<Quarantine>] = [
        .step(.retried, from: [.open], to: .retried, by: .office),
        .step(.amended, from: [.open], to: .amended, by: .office),
        .step(.dropped, from: [.open], to: .dropped, by: .office, needs: [.comment]),
    ]
}
