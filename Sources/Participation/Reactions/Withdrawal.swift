internal import Merge
internal import Records

// A derived record lives as long as something asks for it. A run is given up, an assignment ends
// before it begins, a contract no longer holds at an office: then what nobody has touched goes out
// of use, and what somebody has worked on is flagged for a person, because only a person knows what
// the payor was told. When the cause returns, so does what the hub itself took out of use.
// Design 6.

/// What becomes of one doctor's derived records when what asked for them is gone.
struct Withdrawal<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let doctor: RecordID
    private let runs: [OnboardingRun]
    private let moves: [MoveRun]

    /// - Parameter runs: the doctor's onboarding runs and moves, those given up, too.
    init(of doctor: RecordID, runs: [OnboardingRun], moves: [MoveRun], in lookup: Lookup) {
        self.lookup = lookup
        self.doctor = doctor
        self.runs = runs
        self.moves = moves
    }

    /// Whether there is anything to be taken back.
    var isNothing: Bool {
        (runs.map(\.pairs) + moves.map(\.pairs)).allSatisfy(\.isEmpty)
            && notices(isGivenUp: nil).isEmpty
    }

    /// - Parameters:
    ///   - rules: what holds now.
    ///   - contracts: the only ones to look at; `nil` for all.
    func writes(_ rules: PairRules, within contracts: Set<RecordID>?) -> [Write] {
        let asked = Asked(runs, moves, doctor, rules, in: lookup)
        let isLookedAt = { contracts?.contains($0) ?? true }
        let cases = DoctorCases(of: doctor, in: lookup)
        let lost = opened.filter { isLookedAt($0.key.contract) && !asked.pairs.contains($0.key) }
        let tasks = moves.filter(\.isGivenUp).flatMap { move in
            lookup.records(where: WorkTask.about, is: move.id)
                .filter { $0[WorkTask.status].isEmpty }
        }
        return lost.sorted { $0.key < $1.key }.flatMap { pair, cause in
            cases[pair].map { writes(on: $0, cause) } ?? []
        }
            + notices(isGivenUp: true).flatMap { givenUp($0.notice, $0.cause) }
            + notices(isGivenUp: false).flatMap { notice, _ -> [Write] in
                guard let contract = notice[PayorNotice.contract], isLookedAt(contract),
                    notice[PayorNotice.status].isEmpty
                else { return [] }
                let isAddition = notice[PayorNotice.kind] == NoticeDraft.Kind.addLocation.rawValue
                // The doctor leaves whatever becomes of the contract, unless there never was one.
                let isAsked =
                    isAddition
                    ? asked.contracts.contains(contract)
                    : lookup.record(contract)?.isActive ?? true
                return isAsked ? [] : retired(notice, .nobodyAsks)
            } + tasks.flatMap { retired($0, .runGivenUp) }
    }

    /// A case and the run that it came from.
    private struct Cause {
        let run: RecordID
        let isGivenUp: Bool
    }

    /// What the runs have opened, each with one run: one that was given up before others, then the
    /// least id.
    private var opened: [ContractOffice: Cause] {
        let open = runs.map { ($0.pairs, Cause(run: $0.id, isGivenUp: $0.isGivenUp)) }
        let moved = moves.map { ($0.pairs, Cause(run: $0.id, isGivenUp: $0.isGivenUp)) }
        let ranked = (open + moved).sorted { left, right in
            left.1.isGivenUp == right.1.isGivenUp
                ? left.1.run < right.1.run : left.1.isGivenUp
        }
        var opened: [ContractOffice: Cause] = [:]
        for (pairs, cause) in ranked {
            for pair in pairs where opened[pair] == nil { opened[pair] = cause }
        }
        return opened
    }

    private func writes(on view: RecordView, _ cause: Cause) -> [Write] {
        guard view.isActive else { return [] }
        let state = CaseState(view)
        guard !state.isUntouched else {
            return retired(view, cause.isGivenUp ? .runGivenUp : .nobodyAsks)
        }
        guard !state.isDecided else { return [] }
        let title =
            cause.isGivenUp
            ? "Decide on a case whose run was given up"
            : "Decide on a case that no open run or move asks for any more"
        return flag(view, title, cause.run)
    }

    private func givenUp(_ notice: RecordView, _ run: RecordID) -> [Write] {
        notice[PayorNotice.status].isEmpty
            ? retired(notice, .runGivenUp)
            : flag(notice, "Take back a notice that was sent", run)
    }

    /// The notices of the runs in use.
    private func notices(isGivenUp: Bool?) -> [(notice: RecordView, cause: RecordID)] {
        let ofRuns = runs.filter { isGivenUp == nil || $0.isGivenUp == isGivenUp }.map(\.id)
            .flatMap { id in
                lookup.records(where: PayorNotice.onboardingRun, is: id).map { ($0, id) }
            }
        let ofMoves = moves.filter { isGivenUp == nil || $0.isGivenUp == isGivenUp }.map(\.id)
            .flatMap { id in
                lookup.records(where: PayorNotice.moveRun, is: id).map { ($0, id) }
            }
        return (ofRuns + ofMoves).filter(\.0.isActive)
    }

    private func retired(_ view: RecordView, _ reason: WithdrawalReason) -> [Write] {
        guard view.isActive, let state = lookup.state(view.id) else { return [] }
        do {
            return [
                try LifecycleChange.write(
                    type: view.type, record: view.id, to: .inactive, reason: reason.rawValue,
                    seeing: state)
            ]
        } catch {
            return []
        }
    }

    private func flag(_ view: RecordView, _ title: String, _ cause: RecordID) -> [Write] {
        TaskDraft(
            cause: cause, parts: ["givenUp", view.id.description], title: title,
            kind: "givenUp", about: view.id, dueOn: nil
        ).writes(in: lookup)
    }
}

/// What the open runs and moves of one doctor ask for as the records stand.
private struct Asked {
    /// Pairs that a case is for, or would be once a doubt is settled.
    private(set) var pairs: Set<ContractOffice> = []
    /// Contracts of which a payor is to be told, or asked.
    private(set) var contracts: Set<RecordID> = []

    init(
        _ runs: [OnboardingRun], _ moves: [MoveRun], _ doctor: RecordID, _ rules: PairRules,
        in lookup: some RecordLookup
    ) {
        let stays = DoctorStays(of: doctor, in: lookup)
        for run in runs where run.isStarted {
            let plan = OnboardingPlan(run, rules, stays)
            let isDone = OnboardingStanding(run, lookup).isComplete
            add(plan.opened.map(\.pair), plan.excluded, isDone ? run.pairs : nil)
            contracts.formUnion(plan.noticed.map(\.pair.contract))
        }
        for move in moves where move.isPlanned {
            let plan = MovePlan(move, rules, in: lookup, stays: stays)
            let isDone = MoveStanding(move, lookup).isConfirmed
            add(plan.cases.map(\.pair), plan.excluded, isDone ? move.pairs : nil)
            contracts.formUnion(plan.additions)
        }
    }

    /// - Parameter opened: all that a run asks for which opens nothing more; `nil` for the others.
    private mutating func add(
        _ asked: [ContractOffice],
        _ excluded: [(pair: ContractOffice, reason: PairOmission)], _ opened: Set<ContractOffice>?
    ) {
        let all = asked + excluded.filter(\.reason.isForNow).map(\.pair)
        pairs.formUnion(all.filter { opened?.contains($0) ?? true })
        contracts.formUnion(pairs.map(\.contract))
    }
}
