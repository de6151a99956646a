internal import Merge

/// The cases of one doctor, to be opened, reopened or closed.
struct DoctorCases {
    private let doctor: RecordID
    private let standing: [ContractOffice: RecordView]

    init(of doctor: RecordID, in lookup: some RecordLookup) {
        self.doctor = doctor
        var standing: [ContractOffice: RecordView] = [:]
        for view in lookup.records("enrollment", where: "practitioner", is: doctor) {
            guard let contract = view.reference("contract"), let office = view.reference("office")
            else { continue }
            let pair = ContractOffice(contract: contract, office: office)
            if let known = standing[pair], known.isActive || !view.isActive { continue }
            standing[pair] = view
        }
        self.standing = standing
    }

    subscript(pair: ContractOffice) -> RecordView? { standing[pair] }

    /// Whether the payor knows the doctor through this contract at some other office.
    func holds(_ contract: RecordID, otherThan office: RecordID) -> Bool {
        standing.contains { pair, view in
            pair.contract == contract && pair.office != office && view.isActive
                && CaseState(view).isKnownToPayor
        }
    }

    /// What brings the pair's case to life.
    ///
    /// - Parameter isNew: whether the run asks for it for the first time; only then is a case that
    ///   has ended opened again, so that what a person withdraws afterwards stays withdrawn.
    func opening(
        _ pair: ContractOffice, from day: Day, isNew: Bool, today: Day
    ) -> [Write] {
        guard let view = standing[pair] else { return created(pair, from: day) }
        guard isNew else { return [] }
        var writes: [Write] = []
        switch view.text("lifecycle") {
        case Lifecycle.enteredInError.rawValue: return []
        case Lifecycle.inactive.rawValue:
            writes.append(
                Write(
                    .enrollment, view.id, "lifecycle",
                    ["lifecycle": .text(Lifecycle.active.rawValue)]))
        default: break
        }
        let state = CaseState(view)
        let isOver = state.isOver(on: day)
        if isOver { writes += state.reopening(on: today) }
        if isOver || state.isUntouched, view.day("requestedEffectiveOn") != day {
            writes.append(
                Write(
                    .enrollment, view.id, "requestedEffectiveOn",
                    ["requestedEffectiveOn": .day(day)]))
        }
        return writes
    }

    private func created(_ pair: ContractOffice, from day: Day) -> [Write] {
        let id = ImportID.enrollment(
            doctor: doctor, contract: pair.contract, office: pair.office)
        return [
            Write(
                .enrollment, id, "identity",
                [
                    "practitioner": .reference(doctor), "contract": .reference(pair.contract),
                    "office": .reference(pair.office),
                ]),
            Write(
                .enrollment, id, "requestedEffectiveOn", ["requestedEffectiveOn": .day(day)]),
        ]
    }
}
