package import Merge

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
        guard let doctor = view.reference("practitioner"),
            let startsOn = view.day("startsOn")
        else { return nil }
        self.id = view.id
        self.doctor = doctor
        self.startsOn = startsOn
        self.offices = Set(view.elements("offices").compactMap { $0.reference(0) })
        self.contracts = Set(view.elements("contracts").compactMap { $0.reference(0) })
        self.pairs = ContractOffice.elements(of: view, "pairs")
        self.leftOut = ContractOffice.elements(of: view, "exclusions")
        let state = Workflow.onboarding.standing(of: view).state
        self.isAbandoned = state == "abandoned"
        self.isGivenUp = isAbandoned || !view.isActive
        self.isStarted = state != "draft" && !isGivenUp
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
        let start = try Workflow.onboarding.write(StepDraft("start", by: user), creating: id)
        return [
            Write(.onboardingRun, id, "practitioner", ["practitioner": .reference(doctor)]),
            Write(.onboardingRun, id, "startsOn", ["startsOn": .day(startsOn)]),
        ]
            + offices.sorted().map {
                Write(.onboardingRun, id, "offices", key: ["office": .reference($0)])
            }
            + contracts.sorted().map {
                Write(.onboardingRun, id, "contracts", key: ["contract": .reference($0)])
            } + [start]
    }
}

extension ContractOffice {
    /// The elements of a set that begin with a contract and an office.
    static func elements(of view: RecordView, _ set: String) -> Set<ContractOffice> {
        Set(
            view.elements(set).compactMap { element in
                guard let contract = element.reference(0), let office = element.reference(1)
                else { return nil }
                return ContractOffice(contract: contract, office: office)
            })
    }
}

extension Value {
    /// A field that names a record.
    func reference(_ index: Int) -> RecordID? {
        self[index].blob.flatMap { RecordID(bytes: $0) }
    }

    func day(_ index: Int) -> Day? {
        self[index].int.map { Day(number: $0) }
    }
}
