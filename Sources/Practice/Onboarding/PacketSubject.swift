package import Merge

/// What a doctor's papers are wanted for: which payors, which offices, from when on.
package struct PacketSubject: Sendable {
    package let event: PacketRequirement.Event
    package let contracts: [RecordID]
    package let offices: [RecordID]
    package var startsOn: Day

    /// The doctor's cases, and the offices from a day on.
    ///
    /// - Parameter startsOn: the start of the doctor's last run, or today, if `nil`.
    package init(of doctor: RecordID, in lookup: some RecordLookup, startsOn: Day?, today: Day) {
        let runs = lookup.records("onboarding_run", where: "practitioner", is: doctor)
            .compactMap { OnboardingRun($0) }
        let day = startsOn ?? runs.map(\.startsOn).max() ?? today
        let cases = lookup.records("enrollment", where: "practitioner", is: doctor)
            .filter(\.isActive).compactMap { $0.reference("contract") }
        self.event = .newProvider
        self.contracts = Set(cases).sorted()
        self.offices = DoctorStays(of: doctor, in: lookup).offices(from: day).sorted()
        self.startsOn = day
    }

    /// A run of onboarding or a move, with the payors it has opened cases with or tells.
    ///
    /// - Returns: `nil` for another record, and for a run out of use.
    package init?(run view: RecordView, in lookup: some RecordLookup) {
        if let run = OnboardingRun(view) {
            let told = PacketSubject.told(by: "onboardingRun", run.id, lookup)
            let stays = DoctorStays(of: run.doctor, in: lookup)
            self.event = .newProvider
            self.contracts = told.union(run.pairs.map(\.contract)).sorted()
            self.offices =
                run.offices.isEmpty
                ? stays.offices(from: run.startsOn).sorted() : run.offices.sorted()
            self.startsOn = run.startsOn
        } else if let move = MoveRun(view), let day = move.firstDayNew ?? move.lastDayOld {
            let told = PacketSubject.told(by: "moveRun", move.id, lookup)
            self.event =
                switch move.kind {
                case .move: .move
                case .add: .addLocation
                case .leave: .term
                }
            self.contracts = told.union(move.pairs.map(\.contract)).sorted()
            self.offices = [move.toOffice ?? move.fromOffice].compactMap(\.self)
            self.startsOn = day
        } else {
            return nil
        }
    }

    private static func told(
        by field: String, _ run: RecordID, _ lookup: some RecordLookup
    ) -> Set<RecordID> {
        Set(
            lookup.records("payor_notice", where: field, is: run).filter(\.isActive)
                .compactMap { $0.reference("contract") })
    }
}
