internal import Merge
internal import Records

/// What follows where a run is given up, or where what its pairs are made of is gone.
struct WithdrawalReaction<Lookup: RecordLookup> {
    let lookup: Lookup

    func writes(after changed: ChangedRecords) -> [Write] {
        let ownRuns = changed.records(.onboardingRun).compactMap { lookup.record($0) }
            .compactMap(OnboardingRun.ofAnyLife)
        let ownMoves = changed.records(.moveRun).compactMap { lookup.record($0) }
            .compactMap(MoveRun.ofAnyLife)
        var touched = PairReach(changed, lookup)
        touched.add(ownRuns.map(\.doctor) + ownMoves.map(\.doctor))
        guard !touched.isNothing else { return [] }
        let runs = Dictionary(
            grouping: open(OnboardingRun.init, .onboardingRun, touched).filter(\.isStarted)
                + ownRuns.filter(\.isGivenUp),
            by: \.doctor)
        let moves = Dictionary(
            grouping: open(MoveRun.init, .moveRun, touched).filter(\.isPlanned)
                + ownMoves.filter(\.isGivenUp),
            by: \.doctor)
        let affected = Set(runs.keys).union(moves.keys).sorted().map { doctor in
            Withdrawal(
                of: doctor, runs: runs[doctor] ?? [], moves: moves[doctor] ?? [], in: lookup)
        }.filter { !$0.isNothing }
        guard !affected.isEmpty else { return [] }
        let rules = PairRules(lookup, contracts: touched.onlyContracts)
        return affected.flatMap { $0.writes(rules, within: touched.onlyContracts) }
    }

    /// The runs in use whose doctors the change may touch.
    private func open<Run>(
        _ read: (RecordView) -> Run?, _ type: RecordType, _ touched: PairReach
    ) -> [Run] {
        guard !touched.isBroad else { return lookup.records(type).compactMap(read) }
        return touched.doctors.sorted().flatMap { doctor in
            lookup.records(type, where: AnyRecord.practitioner.name, is: doctor).compactMap(read)
        }
    }
}
