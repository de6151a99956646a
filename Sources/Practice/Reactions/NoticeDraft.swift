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
        let own = lookup.record(id)
        let isReplaceable = own.map { WithdrawalReason($0) != nil } ?? true
        guard let standing = isReplaceable ? open(in: lookup) ?? own : own else {
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
            ] + offices.map { place($0, on: id) }
        }
        let placed = Set(standing.elements("offices").compactMap { $0.reference(0) })
        return WithdrawalReason.undoing(standing)
            + offices.filter { !placed.contains($0) }.map { place($0, on: standing.id) }
    }

    /// What another open run already tells the payor: two runs do not say the same thing twice.
    private func open(in lookup: some RecordLookup) -> RecordView? {
        lookup.records("payor_notice", where: "contract", is: contract).first { view in
            guard view.isActive, view.text("kind") == kind.rawValue,
                view.reference("fromOffice") == fromOffice,
                view.reference("toOffice") == toOffice,
                view.elements("practitioners").contains(where: { $0.reference(0) == doctor }),
                let state = Workflow.notice.state(Workflow.notice.standing(of: view).state)
            else { return false }
            return !state.isFinal && isRunOpen(view, lookup)
        }
    }

    private func isRunOpen(_ notice: RecordView, _ lookup: some RecordLookup) -> Bool {
        let move = notice.reference("moveRun").flatMap(lookup.record).flatMap(MoveRun.init)
        let run = notice.reference("onboardingRun").flatMap(lookup.record)
            .flatMap(OnboardingRun.init)
        return move?.isPlanned ?? run?.isStarted ?? false
    }

    private func place(_ office: RecordID, on notice: RecordID) -> Write {
        Write(.payorNotice, notice, "offices", key: ["office": .reference(office)])
    }
}
