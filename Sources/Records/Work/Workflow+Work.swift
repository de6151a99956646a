extension WorkTask: StagedKind {
    /// Where something to do stands.
    package enum State: String, StateWord {
        case open, doing, waiting, done, cancelled
    }
}

extension Proposal: StagedKind {
    /// What became of a proposal.
    package enum State: String, StateWord {
        case open, needsEvidence, accepted, rejected, withdrawn, superseded
    }
}

extension ConflictNote: StagedKind {
    /// Who has a conflict in hand.
    package enum State: String, StateWord {
        case open, assigned, deferred, resolved
    }
}

extension Workflow {
    /// Something a person should do; work that somebody reopened goes on.
    package static let task = Workflow(
        "task", "Task", WorkTask.self, initial: .open,
        states: taskStates, moves: taskMoves)

    private static let taskStates: [StateRow<WorkTask>] = [
        .state(.open, rank: 4),
        .state(.doing, rank: 3),
        .state(.waiting, rank: 2),
        .state(.done, rank: 1, [.final]),
        .state(.cancelled, rank: 0, [.final]),
    ]

    private static let taskMoves: [Move<WorkTask>] = [
        .step(.open, from: [.open], to: nil, by: .office),
        .step(.start, from: [.open, .waiting], to: .doing, by: .office),
        .step(.wait, from: [.open, .doing], to: .waiting, by: .office),
        .step(.done, from: [.open, .doing, .waiting], to: .done, by: .office),
        .step(
            .cancel, from: [.open, .doing, .waiting], to: .cancelled, by: .office),
        .step(.reopen, from: [.done, .cancelled], to: .open, by: .office),
    ]

    /// A change an office asks for.
    ///
    /// Who accepts it writes it: of decisions that disagree, the acceptance is shown.
    package static let proposal = Workflow(
        "proposal", "Proposal of an office", Proposal.self, initial: .open,
        states: proposalStates, moves: proposalMoves)

    private static let proposalStates: [StateRow<Proposal>] = [
        .state(.open, rank: 1),
        .state(.needsEvidence, rank: 0),
        .state(.accepted, rank: 5, [.final]),
        .state(.rejected, rank: 4, [.final]),
        .state(.withdrawn, rank: 3, [.final]),
        .state(.superseded, rank: 2, [.final]),
    ]

    private static let proposalMoves: [Move<Proposal>] = [
        .step(.open, from: [.open], to: nil, by: .office),
        .step(.open, from: [.needsEvidence], to: .open, by: .office),
        .step(
            .needsEvidence, from: [.open], to: .needsEvidence, by: .coordinator),
        .step(.accepted, from: undecided, to: .accepted, by: .coordinator),
        .step(.rejected, from: undecided, to: .rejected, by: .coordinator),
        .step(.superseded, from: undecided, to: .superseded, by: .coordinator),
        .step(.withdrawn, from: undecided, to: .withdrawn, by: .office),
    ]

    private static let undecided: [Proposal.State] = [.open, .needsEvidence]

    /// Who looks after a conflict; the conflict itself is derived from what disagrees.
    package static let conflict = Workflow(
        "conflict", "Care of a conflict", ConflictNote.self, initial: .open,
        states: conflictStates, moves: conflictMoves)

    private static let conflictStates: [StateRow<ConflictNote>] = [
        .state(.open, rank: 3),
        .state(.assigned, rank: 2),
        .state(.deferred, rank: 1),
        .state(.resolved, rank: 0, [.final]),
    ]

    private static let conflictMoves: [Move<ConflictNote>] = [
        .step(.assign, from: unresolved, to: .assigned, by: .office),
        .step(.defer, from: unresolved, to: .deferred, by: .office),
        .step(.resolve, from: unresolved, to: .resolved, by: .office),
        .step(.reopen, from: [.resolved], to: .open, by: .office),
    ]

    private static let unresolved: [ConflictNote.State] = [.open, .assigned, .deferred]
}
