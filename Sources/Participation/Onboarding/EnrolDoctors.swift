package import Merge
package import Records

/// Doctors who work where a contract holds, fanned into it: a run each, for that contract alone.
package struct EnrolDoctors: Deed {
    package var contract: String
    /// None means every doctor who is assigned to any office.
    package var npis: [String]
    package var startsOn: Day

    package init(contract: String, npis: [String] = [], startsOn: Day) {
        self.contract = contract
        self.npis = npis
        self.startsOn = startsOn
    }

    /// A doctor who is taken into the contract, or why not.
    package struct Enrolling: Sendable {
        package let doctor: RecordID
        package let run: RecordID?
        package let outcomes: [(pair: ContractOffice, outcome: PairOutcome)]
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [Enrolling] {
        try place.requireCentral()
        let contract = try records.find(.payorContract, contract)
        let rules = PairRules(records, contracts: [contract])
        let doctors =
            try npis.isEmpty
            ? assignedDoctors(records) : npis.map { try records.doctor($0, on: startsOn) }
        var enrolling: [Enrolling] = []
        for doctor in doctors {
            let standing = records.records(where: OnboardingRun.practitioner, is: doctor)
                .first { OnboardingRun.ofAnyLife($0)?.contracts == [contract] }
            let id =
                standing?.id
                ?? records.newID(.onboardingRun, [contract.description, doctor.description])
            let run = OnboardingRun(
                id: id, doctor: doctor, startsOn: startsOn, offices: [], contracts: [contract])
            let plan = OnboardingPlan(run, rules, DoctorStays(of: doctor, in: records))
            let isAsked = plan.outcomes.contains { !$0.outcome.isLeftOut }
            if standing == nil, isAsked { try writes.add(run.startingWrites(by: who.actor)) }
            enrolling.append(
                Enrolling(doctor: doctor, run: isAsked ? id : nil, outcomes: plan.outcomes))
        }
        guard enrolling.contains(where: { $0.run != nil }) else {
            throw DoctorRefusal.nothingToEnrol
        }
        return enrolling
    }

    /// Doctors in use with an assignment; whom a list excludes is told with the pairs.
    private func assignedDoctors(_ records: some RecordLookup) -> [RecordID] {
        let assigned = Set(
            records.records(.locationAssignment).filter(\.isActive)
                .compactMap { $0[LocationAssignment.practitioner] })
        return assigned.sorted().filter { records.record($0)?.isActive ?? false }
    }
}
