package import Merge
package import Records

/// What a doctor's papers are wanted for: which payors, which offices, from when on.
package struct PacketSubject: Sendable {
    package let event: PacketRequirement.Event
    package let contracts: [RecordID]
    package let offices: [RecordID]
    package var startsOn: Day

    /// The doctor's cases and those that are still to be opened or told, and the offices from a day
    /// on.
    ///
    /// - Parameters:
    ///   - startsOn: the start of the doctor's last run, or today, if `nil`.
    ///   - rules: which contracts hold where, for whoever asks of many doctors.
    package init(
        of doctor: RecordID, in lookup: some RecordLookup, startsOn: Day?, today: Day,
        rules: PairRules? = nil
    ) {
        let runs = lookup.records(where: OnboardingRun.practitioner, is: doctor)
            .compactMap { OnboardingRun($0) }
        let day = startsOn ?? runs.map(\.startsOn).max() ?? today
        let cases = lookup.records(where: Enrollment.practitioner, is: doctor)
            .filter(\.isActive).compactMap { $0[Enrollment.contract] }
        let stays = DoctorStays(of: doctor, in: lookup)
        let rules = rules ?? PairRules(lookup)
        let started = runs.filter(\.isStarted)
        // Whoever began no run asks every payor that takes the doctor there.
        let ahead =
            started.isEmpty
            ? PacketSubject.held(stays, rules, from: day)
            : started.flatMap { PacketSubject.asked(by: $0, rules, stays) }
        self.event = .newProvider
        self.contracts = Set(cases + ahead).sorted()
        self.offices = stays.offices(from: day).sorted()
        self.startsOn = day
    }

    /// Every contract that takes the doctor at an office from that day on.
    private static func held(
        _ stays: DoctorStays, _ rules: PairRules, from day: Day
    ) -> [RecordID] {
        let offices = stays.offices(from: day)
        return rules.contractIDs.filter { contract in
            offices.contains { office in
                let pair = ContractOffice(contract: contract, office: office)
                return !rules.outcome(stays, pair, from: day).isLeftOut
            }
        }
    }

    /// The contracts that a run opens a case with or tells, also those it has not come to yet.
    private static func asked(
        by run: OnboardingRun, _ rules: PairRules, _ stays: DoctorStays
    ) -> [RecordID] {
        OnboardingPlan(run, rules, stays).outcomes.filter { !$0.outcome.isLeftOut }
            .map(\.pair.contract)
    }

    /// A run of onboarding or a move, with the payors it has opened cases with or tells.
    ///
    /// - Returns: `nil` for another record, and for a run out of use.
    package init?(
        run view: RecordView, in lookup: some RecordLookup, rules: PairRules? = nil
    ) {
        let rules = rules ?? PairRules(lookup)
        if let run = OnboardingRun(view) {
            let told = PacketSubject.told(by: PayorNotice.onboardingRun, run.id, lookup)
            let stays = DoctorStays(of: run.doctor, in: lookup)
            self.event = .newProvider
            let asked = run.isStarted ? PacketSubject.asked(by: run, rules, stays) : []
            self.contracts = told.union(run.pairs.map(\.contract) + asked).sorted()
            self.offices =
                run.offices.isEmpty
                ? stays.offices(from: run.startsOn).sorted() : run.offices.sorted()
            self.startsOn = run.startsOn
        } else if let move = MoveRun(view), let day = move.firstDayNew ?? move.lastDayOld {
            let told = PacketSubject.told(by: PayorNotice.moveRun, move.id, lookup)
            self.event =
                switch move.kind {
                case .move: .move
                case .add: .addLocation
                case .leave: .term
                }
            let plan = move.isPlanned ? MovePlan(move, rules, in: lookup) : nil
            let ahead =
                (plan?.cases.map(\.pair.contract) ?? []) + (plan?.additions ?? [])
                + (move.kind == .leave ? plan?.removals.map(\.contract) ?? [] : [])
            self.contracts = told.union(move.pairs.map(\.contract) + ahead).sorted()
            self.offices = [move.toOffice ?? move.fromOffice].compactMap(\.self)
            self.startsOn = day
        } else {
            return nil
        }
    }

    private static func told(
        by field: PayorNotice.Field<RecordID>, _ run: RecordID, _ lookup: some RecordLookup
    ) -> Set<RecordID> {
        Set(
            lookup.records(where: field, is: run).filter(\.isActive)
                .compactMap { $0[PayorNotice.contract] })
    }
}
