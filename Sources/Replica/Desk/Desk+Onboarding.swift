package import Merge
package import Practice
package import Store

extension Desk {
    /// What onboarding a doctor will do, or has begun to do.
    package struct Onboarding: Sendable {
        package let run: RecordID
        package let plan: OnboardingPlan
        /// Offices where the doctor is newly assigned.
        package let assigned: [RecordID]
        package let receipt: WriteReceipt
    }

    /// Starts a run: the hub opens the cases when it hears of it.
    ///
    /// - Parameters:
    ///   - offices: codes; none means wherever the doctor is assigned.
    ///   - isDryRun: says what would happen, and writes nothing.
    package func onboard(
        npi: String, startsOn: Day, offices codes: [String], isDryRun: Bool, actor: RecordID?,
        reason: String
    ) throws -> Onboarding {
        try requireCentral()
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let doctor = try doctor(npi, on: startsOn, transaction)
            try refuseOpenRun(of: doctor, lookup)
            let offices = try codes.map { try find(.office, $0, transaction) }
            let assigning = offices.map {
                (office: $0, writes: assignment(of: doctor, to: $0, from: startsOn, lookup))
            }
            var stays = DoctorStays(of: doctor, in: lookup)
            for (office, writes) in assigning where !writes.isEmpty {
                stays.add(office, from: startsOn)
            }
            guard !stays.offices(from: startsOn).isEmpty else { throw DoctorRefusal.noOffices }
            let asked = [startsOn.description] + Set(offices).sorted().map(\.description)
            let run = OnboardingRun(
                id: runID(.onboardingRun, of: doctor, asked, lookup), doctor: doctor,
                startsOn: startsOn, offices: Set(offices))
            let plan = OnboardingPlan(run, PairRules(lookup), stays)
            try lookup.check()
            let writes = assigning.flatMap(\.writes) + (try run.startingWrites(by: actor))
            let receipt =
                isDryRun
                ? WriteReceipt()
                : try write(writes, actor: actor, reason: reason, in: &transaction)
            return Onboarding(
                run: run.id, plan: plan,
                assigned: assigning.filter { !$0.writes.isEmpty }.map(\.office),
                receipt: receipt)
        }
    }

    /// The id of a new run: two desks that begin the same one without knowing of each other begin
    /// one run, and what the hub derives from it stands once.
    ///
    /// One that was given up or done counts, so that the same may be begun again.
    func runID(
        _ type: RecordType, of doctor: RecordID, _ asked: [String], _ lookup: StoreLookup
    ) -> RecordID {
        let earlier = lookup.records(type.name, where: "practitioner", is: doctor).count
        let ids = (0...earlier).map { round in
            lookup.newID(type, [doctor.description] + asked + ["\(round)"])
        }
        return ids.first { lookup.record($0) == nil } ?? newID()
    }

    private func refuseOpenRun(of doctor: RecordID, _ lookup: StoreLookup) throws {
        let runs = lookup.records("onboarding_run", where: "practitioner", is: doctor)
            .compactMap { OnboardingRun($0) }
        let open = runs.first { run in
            run.isStarted && run.contracts.isEmpty
                && !OnboardingStanding(run, lookup).isComplete
        }
        if let open { throw DoctorRefusal.runOpen(open.id) }
    }

    /// A doctor whom `contract enrol` takes into a contract, or why not.
    package struct Enrolling: Sendable {
        package let doctor: RecordID
        package let run: RecordID?
        package let outcomes: [(pair: ContractOffice, outcome: PairOutcome)]
    }

    /// Fans doctors who work where a contract holds into it: a run each, for that contract alone.
    ///
    /// - Parameter npis: none means every doctor who is assigned to any office.
    package func enrol(
        contract code: String, npis: [String], startsOn: Day, isDryRun: Bool, actor: RecordID?,
        reason: String
    ) throws -> (doctors: [Enrolling], receipt: WriteReceipt) {
        try requireCentral()
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let contract = try find(.payorContract, code, transaction)
            let rules = PairRules(lookup, contracts: [contract])
            let doctors =
                try npis.isEmpty
                ? assignedDoctors(lookup)
                : npis.map { try doctor($0, on: startsOn, transaction) }
            var writes: [Write] = []
            let enrolling = try doctors.map { doctor -> Enrolling in
                let standing = lookup.records(
                    "onboarding_run", where: "practitioner", is: doctor
                ).first { OnboardingRun.ofAnyLife($0)?.contracts == [contract] }
                let run = OnboardingRun(
                    id: standing?.id
                        ?? lookup.newID(
                            .onboardingRun, [contract.description, doctor.description]),
                    doctor: doctor, startsOn: startsOn, offices: [], contracts: [contract])
                let plan = OnboardingPlan(run, rules, DoctorStays(of: doctor, in: lookup))
                let isNew = standing == nil
                let isAsked = plan.outcomes.contains { !$0.outcome.isExcluded }
                if isNew, isAsked { writes += try run.startingWrites(by: actor) }
                return Enrolling(
                    doctor: doctor, run: isAsked ? run.id : nil, outcomes: plan.outcomes)
            }
            try lookup.check()
            guard enrolling.contains(where: { $0.run != nil }) else {
                throw DoctorRefusal.nothingToEnrol
            }
            guard !isDryRun, !writes.isEmpty else { return (enrolling, WriteReceipt()) }
            return (
                enrolling, try write(writes, actor: actor, reason: reason, in: &transaction)
            )
        }
    }

    /// Doctors in use with an assignment; whom a list excludes is told with the pairs.
    private func assignedDoctors(_ lookup: StoreLookup) -> [RecordID] {
        let assigned = Set(
            lookup.records("location_assignment").filter(\.isActive)
                .compactMap { $0.reference("practitioner") })
        return assigned.sorted().filter { lookup.record($0)?.isActive ?? false }
    }

    /// An onboarding run or a move by its id or the end of it.
    package func findRun(_ name: String, _ transaction: StoreTransaction) throws -> RecordID {
        do { return try find(.onboardingRun, name, transaction) } catch let error as DeskError {
            guard case .noSuchRecord = error else { throw error }
            return try find(.moveRun, name, transaction)
        }
    }
}
