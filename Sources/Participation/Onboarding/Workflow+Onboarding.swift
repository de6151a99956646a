package import Records

extension OnboardingRun: StagedKind {
    /// Where a run stands.
    package enum State: String, StateWord {
        case draft, collecting, ready, fannedOut, partiallyEffective, complete, abandoned
    }
}

extension Workflow {
    /// A doctor's way into all contracts.
    ///
    /// Cases may be opened while papers are still collected: a payor takes weeks, and the run lists
    /// what is missing. Only starting and giving up are logged: the rest is read from the cases.
    package static let onboarding = Workflow(
        "onboarding", "Onboarding of a doctor to all contracts", OnboardingRun.self,
        initial: .draft,
        states: onboardingStates, moves: onboardingMoves)

    private static let onboardingStates: [StateRow<OnboardingRun>] = [
        .state(.draft, rank: 5),
        .state(.collecting, rank: 4),
        .state(.ready, rank: 3, [.derived]),
        .state(.fannedOut, rank: 2, [.derived]),
        .state(.partiallyEffective, rank: 1, [.derived]),
        .state(.complete, rank: 0, [.final, .derived]),
        .state(.abandoned, rank: 6, [.final]),
    ]

    private static let onboardingMoves: [Move<OnboardingRun>] = [
        .step(.start, from: [.draft], to: .collecting, by: .coordinator),
        .derived(.itemReceived, from: running, to: nil, by: .office),
        .derived(.allItemsIn, from: [.collecting], to: .ready),
        .derived(.fanOut, from: [.collecting, .ready], to: .fannedOut, by: .coordinator),
        .derived(
            .firstEffective, from: [.collecting, .ready, .fannedOut],
            to: .partiallyEffective),
        .derived(.lastDecided, from: running, to: .complete),
        .derived(.expand, from: running, to: nil),
        .step(
            .abandon, from: [.draft] + running, to: .abandoned, by: .coordinator,
            needs: [.comment]),
    ]

    private static let running: [OnboardingRun.State] = [
        .collecting, .ready, .fannedOut, .partiallyEffective,
    ]
}
