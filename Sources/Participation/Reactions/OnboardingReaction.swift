internal import Merge
internal import Records

// A run is expanded when it starts, and again for as long as it is open whenever a contract, a
// place where one holds, an assignment of its doctor or an office changes. What it opened stays
// opened: a pair is an element of the run's set, a case has one id, so that doing it again writes
// nothing, and two stations that expand at once write the same. Domain W1, B.9b.

/// What follows from a change to an onboarding run, or to what its pairs are made of.
struct OnboardingReaction<Lookup: RecordLookup> {
    let lookup: Lookup
    let today: Day

    func expansion(after changed: ChangedRecords) -> Expansion {
        let own = Set(changed.records(.onboardingRun))
        var all = Expansion()
        for id in own.sorted() {
            guard let run = lookup.record(id).flatMap(OnboardingRun.ofAnyLife) else { continue }
            if run.isGivenUp {
                // What it told a payor for another open run, too, that one tells itself now.
                let others = lookup.records(where: OnboardingRun.practitioner, is: run.doctor)
                    .filter { !own.contains($0.id) }.compactMap(OnboardingRun.init)
                all += expansions(of: others.filter(\.isStarted), PairRules(lookup))
            } else if run.isStarted {
                all += expansion(of: run, PairRules(lookup))
            }
        }
        all += expansions(after: changed, butNot: own)
        return all
    }

    /// The open runs that the change may touch, expanded again.
    private func expansions(after changed: ChangedRecords, butNot own: Set<RecordID>) -> Expansion {
        var touched = PairReach(changed, lookup)
        // What a move told a payor for an incomplete run, too, the run tells itself now.
        let movesGivenUp = changed.records(.moveRun)
            .compactMap { lookup.record($0).flatMap(MoveRun.ofAnyLife) }.filter(\.isGivenUp)
        touched.add(movesGivenUp.map(\.doctor))
        touched.add(openAgain(changed))
        guard !touched.isNothing else { return Expansion() }
        let runs = lookup.records(.onboardingRun).filter { !own.contains($0.id) }
            .compactMap(OnboardingRun.init)
            .filter { $0.isStarted && (touched.isBroad || touched.doctors.contains($0.doctor)) }
        guard !runs.isEmpty else { return Expansion() }
        let rules = PairRules(lookup, contracts: touched.onlyContracts)
        return expansions(of: runs, rules)
    }

    /// Doctors with a case that is open again, and with it perhaps a run that had ended when a
    /// contract or a place was added.
    private func openAgain(_ changed: ChangedRecords) -> [RecordID] {
        changed.records(.enrollment).filter { changed.wrote(Enrollment.status, of: $0) }
            .compactMap { lookup.record($0) }.filter { CaseState($0).isOpenAgain }
            .compactMap { $0[Enrollment.practitioner] }
    }

    private func expansions(of runs: [OnboardingRun], _ rules: PairRules) -> Expansion {
        runs.reduce(into: Expansion()) { all, run in
            let whole = expansion(of: run, rules)
            guard !whole.allWrites(in: lookup).isEmpty, OnboardingStanding(run, lookup).isComplete
            else {
                all += whole
                return
            }
            // It opens nothing more, but what was only taken from it comes back.
            let plan = OnboardingPlan(run, rules, DoctorStays(of: run.doctor, in: lookup))
            all.writes += DoctorCases(of: run.doctor, in: lookup)
                .returning(plan.opened, of: run.pairs, today: today)
        }
    }

    /// What the run still lacks.
    private func expansion(of run: OnboardingRun, _ rules: PairRules) -> Expansion {
        let plan = OnboardingPlan(run, rules, DoctorStays(of: run.doctor, in: lookup))
        let cases = DoctorCases(of: run.doctor, in: lookup)
        let opened = plan.opened
        let opening = opened.flatMap { pair, day in
            cases.opening(pair, from: day, isNew: !run.pairs.contains(pair), today: today)
        }
        let pairs = opened.filter { !run.pairs.contains($0.pair) }.map { pair, _ in
            Write(
                OnboardingRun.pairs, run.id,
                key: [
                    OnboardingRun.pairs.contract(pair.contract),
                    OnboardingRun.pairs.office(pair.office),
                ])
        }
        return Expansion(
            writes: opening + pairs + checklist(of: run, plan), notices: notices(of: run, plan))
    }

    /// One notice per contract whose payor does not decide on every doctor, for all its offices.
    private func notices(of run: OnboardingRun, _ plan: OnboardingPlan) -> [NoticeDraft] {
        var offices: [RecordID: [RecordID]] = [:]
        for (pair, _) in plan.noticed { offices[pair.contract, default: []].append(pair.office) }
        return offices.keys.sorted().map { contract in
            NoticeDraft(
                kind: .addLocation, contract: contract, doctor: run.doctor,
                offices: offices[contract] ?? [], onboardingRun: run.id,
                day: run.startsOn)
        }
    }

    /// The items of the payors' templates, each once, to be ticked as they come in.
    private func checklist(of run: OnboardingRun, _ plan: OnboardingPlan) -> [Write] {
        let contracts = Set((plan.opened + plan.noticed).map(\.pair.contract))
        let listed = Set(
            lookup.record(run.id)?[OnboardingRun.checklist].map { item in
                [
                    item[OnboardingRun.Checklist.documentKind].map(PacketRequirement.folded),
                    item[OnboardingRun.Checklist.formName],
                ]
            } ?? [])
        let items = PacketRequirement.union(
            of: contracts.sorted(), at: .newProvider, in: lookup)
        return items.filter { !listed.contains([$0.kind, $0.formName]) }.map { item in
            Write(
                OnboardingRun.checklist, run.id,
                key: [
                    OnboardingRun.Checklist.documentKind(item.documentKind),
                    OnboardingRun.Checklist.formName(item.formName),
                ])
        }
    }
}
