package import Merge
package import Records
internal import Tables

// For one doctor, one contract, one office and a first day the rules say whether a case is opened.
// They are asked in this order, and the first that says no is the reason that people read:
//
//     the run asks for the pair, and nobody left it out
//     no public list excludes the doctor
//     the office is open
//     the doctor is assigned there
//     the contract is signed and runs
//     the contract holds at the office
//     the contract enrols people like the doctor
//     some day from the start on has all of it
//
// The first such day is the one to ask the payor for: a contract that begins a month after the
// doctor opens its case now, or the pair would be lost. Domain W1, B.3.

/// Which contracts hold where and when, and what that means for a doctor who starts.
package struct PairRules: Sendable {
    private let contracts: [RecordID: Terms]
    private let offices: [RecordID: Place]
    private let excluded: ExcludedDoctors

    /// - Parameter only: the contracts that matter; every one unless said.
    package init(_ lookup: some RecordLookup, contracts only: Set<RecordID>? = nil) {
        let wanted =
            only.map { $0.sorted().compactMap { lookup.record($0) } }
            ?? Array(lookup.records(.payorContract))
        let rows =
            only.map { contracts in
                contracts.flatMap {
                    lookup.records(where: ContractLocation.contract, is: $0)
                }
            } ?? Array(lookup.records(.contractLocation))
        let places = Dictionary(grouping: rows, by: { $0[ContractLocation.contract] })
        self.contracts = Dictionary(
            wanted.filter(\.isActive).map { ($0.id, Terms($0, places[$0.id] ?? [])) },
            uniquingKeysWith: { first, _ in first })
        self.excluded = ExcludedDoctors(lookup)
        self.offices = Dictionary(
            lookup.records(.office).map { ($0.id, Place($0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Every contract that is in use, signed or not.
    package var contractIDs: [RecordID] { contracts.keys.sorted() }

    /// Whether a doctor gets a case in a contract at an office from a day on, and if not, why.
    package func outcome(
        _ stays: DoctorStays, _ pair: ContractOffice, from start: Day
    ) -> PairOutcome {
        guard !excluded.holds(stays.doctor, onOrAfter: start) else {
            return .leftOut(.excludedDoctor)
        }
        guard stays.isInUse else { return .leftOut(.doctorOutOfUse) }
        let later = DayRange(onOrAfter: start)
        let open = offices[pair.office]?.open.intersection(later) ?? .empty
        guard let office = offices[pair.office], !open.isEmpty else {
            return .leftOut(.officeClosed)
        }
        let there = (stays.days[pair.office] ?? .empty).intersection(later)
        guard !there.isEmpty else { return .leftOut(.notAssigned) }
        guard let contract = contracts[pair.contract] else { return .leftOut(.contractNotActive) }
        guard let inForce = contract.reach.inForce else { return .leftOut(.contractUnknown) }
        guard !inForce.intersection(later).isEmpty else { return .leftOut(.contractNotActive) }
        let place = contract.reach.place(pair.office, of: office.entity).intersection(later)
        guard !place.isEmpty else { return .leftOut(.notAtOffice) }
        guard contract.enrollsHygienists || !stays.isHygienist(at: pair.office) else {
            return .leftOut(.hygienist)
        }
        let common = inForce.intersection(place).intersection(there).intersection(open)
        guard let first = common.first else { return .leftOut(.noCommonDay) }
        return contract.decidesOnDoctors ? .opens(first) : .notice(first)
    }

    /// Whether the contract holds at the office on that day.
    package func holds(_ pair: ContractOffice, on day: Day) -> Bool {
        guard let contract = contracts[pair.contract], let office = offices[pair.office] else {
            return false
        }
        return contract.reach.days(at: pair.office, of: office.entity).contains(day)
    }

    /// Whether the payor decides on every doctor, so that a case is needed.
    package func decidesOnDoctors(_ contract: RecordID) -> Bool {
        contracts[contract]?.decidesOnDoctors ?? true
    }

    /// What the rules read of a contract.
    private struct Terms: Sendable {
        let reach: ContractReach
        let enrollsHygienists: Bool
        /// Blank is the cautious yes.
        let decidesOnDoctors: Bool

        init(_ view: RecordView, _ places: [RecordView]) {
            self.reach = ContractReach(
                view, Workflow.contract.standing(of: view), locations: places)
            self.enrollsHygienists = view[PayorContract.enrollsHygienists] ?? false
            let rule = view[PayorContract.providerRule]
            self.decidesOnDoctors = rule != "groupCredentialed" && rule != "delegated"
        }
    }

    /// What the rules read of an office.
    private struct Place: Sendable {
        let open: DaySet
        let entity: RecordID?

        init(_ view: RecordView) {
            let days = DayRange(from: view[Office.openedOn], through: view[Office.closesOn])
            self.open = view.isActive ? DaySet(days) : .empty
            self.entity = view[Office.organization]
        }
    }
}
