package import Merge
package import Records

/// A doctor brought into every contract: the hub opens the cases when it hears of the run.
package struct OnboardDoctor: Deed {
    package var npi: String
    package var startsOn: Day
    /// By code; none means wherever the doctor is assigned.
    package var offices: [String]

    package init(npi: String, startsOn: Day, offices: [String] = []) {
        self.npi = npi
        self.startsOn = startsOn
        self.offices = offices
    }

    /// What onboarding a doctor begins.
    package struct Outcome: Sendable {
        package let run: RecordID
        package let plan: OnboardingPlan
        /// Offices where the doctor is newly assigned.
        package let assigned: [RecordID]
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        try place.requireCentral()
        let doctor = try records.doctor(npi, on: startsOn)
        try refuseOpenRun(of: doctor, records)
        let offices = try offices.map { code throws(DeedProblem) in
            try records.find(.office, code)
        }
        var stays = DoctorStays(of: doctor, in: records)
        var assigned: [RecordID] = []
        for office in offices {
            let assignment = records.assignment(
                of: doctor, to: office, from: startsOn, else: place.newID())
            guard !assignment.isEmpty else { continue }
            try writes.add(assignment)
            stays.add(office, from: startsOn)
            assigned.append(office)
        }
        guard !stays.offices(from: startsOn).isEmpty else { throw DoctorRefusal.noOffices }
        let asked = [startsOn.description] + Set(offices).sorted().map(\.description)
        let id = records.newRunID(.onboardingRun, of: doctor, asked, else: place.newID())
        let run = OnboardingRun(
            id: id, doctor: doctor, startsOn: startsOn, offices: Set(offices))
        try writes.add(run.startingWrites(by: who.actor))
        return Outcome(
            run: id, plan: OnboardingPlan(run, PairRules(records), stays), assigned: assigned)
    }

    private func refuseOpenRun(
        of doctor: RecordID, _ records: some RecordLookup
    ) throws(DoctorRefusal) {
        let runs = records.records(where: OnboardingRun.practitioner, is: doctor)
            .compactMap { OnboardingRun($0) }
        let open = runs.first { run in
            run.isStarted && run.contracts.isEmpty
                && !OnboardingStanding(run, records).isComplete
        }
        if let open { throw .runOpen(open.id) }
    }
}
