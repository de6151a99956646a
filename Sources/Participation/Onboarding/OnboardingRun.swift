package import Merge
package import Records

/// An onboarding run as its rules read it.
package struct OnboardingRun: Sendable {
    package let id: RecordID
    package let doctor: RecordID
    package let startsOn: Day
    /// The offices it asks for; none means wherever the doctor is assigned.
    package let offices: Set<RecordID>
    /// The contracts it asks for; none means all.
    package let contracts: Set<RecordID>
    /// What it has opened so far.
    package let pairs: Set<ContractOffice>
    /// What a person left out of it.
    package let leftOut: Set<ContractOffice>
    /// Started, and not abandoned since.
    package let isStarted: Bool
    package let isAbandoned: Bool
    /// Abandoned, or out of use: nothing that it asked for counts any more.
    package let isGivenUp: Bool

    /// - Returns: `nil` for a record without a doctor or a start day, and for one out of use.
    package init?(_ view: RecordView) {
        guard view.isActive else { return nil }
        self.init(reading: view)
    }

    /// A record out of use is read, too: what it has opened is still to be found by it.
    package static func ofAnyLife(_ view: RecordView) -> OnboardingRun? {
        OnboardingRun(reading: view)
    }

    private init?(reading view: RecordView) {
        guard view.type.name == RecordType.onboardingRun.name,
            let doctor = view[OnboardingRun.practitioner],
            let startsOn = view[OnboardingRun.startsOn]
        else { return nil }
        self.id = view.id
        self.doctor = doctor
        self.startsOn = startsOn
        self.offices = Set(view[OnboardingRun.offices, each: OnboardingRun.offices.office])
        self.contracts = Set(
            view[OnboardingRun.contracts, each: OnboardingRun.Contracts.contract])
        self.pairs = ContractOffice.pairs(of: view, OnboardingRun.pairs)
        self.leftOut = ContractOffice.pairs(of: view, OnboardingRun.leftOut)
        let standing = Workflow.onboarding.standing(of: view)
        self.isAbandoned = standing.isIn(State.abandoned)
        self.isGivenUp = isAbandoned || !view.isActive
        self.isStarted = !standing.isIn(State.draft) && !isGivenUp
    }

    /// A run that is about to start.
    package init(
        id: RecordID, doctor: RecordID, startsOn: Day, offices: Set<RecordID>,
        contracts: Set<RecordID> = []
    ) {
        self.id = id
        self.doctor = doctor
        self.startsOn = startsOn
        self.offices = offices
        self.contracts = contracts
        self.pairs = []
        self.leftOut = []
        self.isStarted = true
        self.isAbandoned = false
        self.isGivenUp = false
    }

    /// What makes a new run and starts it.
    package func startingWrites(by user: RecordID?) throws(WorkflowProblem) -> [Write] {
        let start = try Workflow.onboarding.write(StepDraft(Step.start, by: user), creating: id)
        return [
            Write(OnboardingRun.practitioner, id, doctor),
            Write(OnboardingRun.startsOn, id, startsOn),
        ]
            + offices.sorted().map {
                Write(OnboardingRun.offices, id, key: [OnboardingRun.offices.office($0)])
            }
            + contracts.sorted().map {
                Write(OnboardingRun.contracts, id, key: [OnboardingRun.Contracts.contract($0)])
            } + [start]
    }
}

extension ContractOffice {
    /// The pairs that a run names.
    static func pairs(
        of view: RecordView, _ rows: PairRows<some RecordKind>
    ) -> Set<ContractOffice> {
        Set(
            view[rows].compactMap { pair in
                guard let contract = pair[rows.contract], let office = pair[rows.office]
                else { return nil }
                return ContractOffice(contract: contract, office: office)
            })
    }
}
