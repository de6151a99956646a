internal import Merge

/// A notice to the payor of one contract, as a run or a move derives it.
struct NoticeDraft {
    let kind: Kind
    let contract: RecordID
    let doctor: RecordID
    let offices: [RecordID]
    var fromOffice: RecordID?
    var toOffice: RecordID?
    var moveRun: RecordID?
    var onboardingRun: RecordID?

    enum Kind: String {
        case addLocation, removeLocation, termination
    }

    /// From the run, the contract and the kind: one notice, however often it is derived.
    var id: RecordID {
        let run = moveRun ?? onboardingRun ?? doctor
        return DerivedID.of(run, "payor_notice", contract.description, kind.rawValue)
    }

    /// What the notice still lacks; a person's later words stay.
    func writes(in lookup: some RecordLookup) -> [Write] {
        let id = id
        guard let standing = lookup.record(id) else {
            return [
                Write(
                    .payorNotice, id, "subject",
                    [
                        "kind": .text(kind.rawValue), "contract": .reference(contract),
                        "fromOffice": fromOffice.map { .reference($0) },
                        "toOffice": toOffice.map { .reference($0) },
                        "moveRun": moveRun.map { .reference($0) },
                        "onboardingRun": onboardingRun.map { .reference($0) },
                    ]),
                Write(
                    .payorNotice, id, "practitioners", key: ["practitioner": .reference(doctor)]),
            ] + offices.map(place)
        }
        let placed = Set(standing.elements("offices").compactMap { $0.reference(0) })
        return offices.filter { !placed.contains($0) }.map(place)
    }

    private func place(_ office: RecordID) -> Write {
        Write(.payorNotice, id, "offices", key: ["office": .reference(office)])
    }
}
