internal import Merge
package import Records

/// Where a run stands: what people logged, and what its cases say today.
package struct OnboardingStanding: Equatable, Sendable {
    package let opened: Int
    package let submitted: Int
    package let inForce: Int
    package let decided: Int
    package let conflicts: Int
    private let isStarted: Bool
    private let isAbandoned: Bool

    package init(_ run: OnboardingRun, _ lookup: some RecordLookup) {
        let cases = DoctorCases(of: run.doctor, in: lookup)
        let pairs = cases.inUse(of: run.pairs)
        let states = pairs.compactMap { cases[$0].map(CaseState.init) }
        self.opened = pairs.count
        self.submitted = states.count {
            $0.standing.steps.contains { !$0.says(Enrollment.Step.prepare) }
        }
        self.inForce = states.count(where: \.isInForce)
        self.decided = states.count(where: \.isDecided)
        self.conflicts = states.count { $0.standing.conflict != nil }
        self.isStarted = run.isStarted
        self.isAbandoned = run.isAbandoned
    }

    /// Every case that was opened has its answer.
    package var isComplete: Bool { opened > 0 && decided == opened }

    /// The run's state by W1.
    ///
    /// - Parameter isReady: whether everything that the payors ask for is in.
    package func state(isReady: Bool) -> OnboardingRun.State {
        if isAbandoned { return .abandoned }
        guard isStarted else { return .draft }
        if isComplete { return .complete }
        if inForce > 0 { return .partiallyEffective }
        if submitted > 0 { return .fannedOut }
        return isReady ? .ready : .collecting
    }
}
