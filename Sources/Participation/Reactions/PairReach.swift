internal import Merge
internal import Records

/// Whose pairs a change may touch.
struct PairReach {
    private(set) var contracts: Set<RecordID> = []
    private(set) var doctors: Set<RecordID> = []
    /// Something that every contract's pairs may hang on.
    private var isAnyContract = false

    init(_ changed: ChangedRecords, _ lookup: some RecordLookup) {
        contracts = Set(changed.records(.payorContract))
        for id in changed.records(.contractLocation) {
            if let contract = lookup.record(id)?[ContractLocation.contract] {
                contracts.insert(contract)
            }
        }
        for id in changed.records(.locationAssignment) {
            if let doctor = lookup.record(id)?[LocationAssignment.practitioner] {
                doctors.insert(doctor)
            }
        }
        doctors.formUnion(
            changed.records(.practitioner).filter { id in
                (Hygienist.attributes + [Attribute.lifecycle.name]).contains {
                    changed.wrote(named: $0, of: id, .practitioner)
                }
            })
        doctors.formUnion(PairReach.reinstated(changed, lookup))
        isAnyContract = changed.has(.office, .requirementTemplate)
    }

    /// Whom a public list, or a reviewer of one, may have let go.
    private static func reinstated(
        _ changed: ChangedRecords, _ lookup: some RecordLookup
    ) -> [RecordID] {
        let checked = changed.records(.sanctionCheck).compactMap { lookup.record($0) }
            .flatMap { $0[SanctionCheck.matches, each: SanctionCheck.Matches.practitioner] }
        let lifted = Set(
            changed.records(.exclusion).compactMap { lookup.record($0) }
                .filter { !$0.isActive || Exclusion.reinstated($0) != nil }
                .compactMap { $0[Exclusion.npi] })
        guard !lifted.isEmpty else { return checked }
        return checked
            + lookup.records(.practitioner).filter { lifted.contains($0[Practitioner.npi] ?? "") }
            .map(\.id)
    }

    /// Looks at all pairs of these doctors, too.
    mutating func add(_ others: [RecordID]) { doctors.formUnion(others) }

    var isNothing: Bool { contracts.isEmpty && doctors.isEmpty && !isAnyContract }
    /// Whether runs of every doctor are to be looked at.
    var isBroad: Bool { !contracts.isEmpty || isAnyContract }
    var onlyContracts: Set<RecordID>? {
        doctors.isEmpty && !isAnyContract ? contracts : nil
    }
}
