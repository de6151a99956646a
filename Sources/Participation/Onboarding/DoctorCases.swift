package import Merge
internal import Records

/// The cases of one doctor, to be opened, reopened or closed.
package struct DoctorCases {
    private let doctor: RecordID
    private let standing: [ContractOffice: RecordView]
    private let newID: (ContractOffice) -> RecordID

    init(of doctor: RecordID, in lookup: some RecordLookup) {
        self.doctor = doctor
        self.newID = { pair in
            let key = Self.key(doctor, contract: pair.contract, office: pair.office)
            return lookup.newID(.enrollment, key)
        }
        var standing: [ContractOffice: RecordView] = [:]
        for view in lookup.records(where: Enrollment.practitioner, is: doctor) {
            guard let contract = view[Enrollment.contract], let office = view[Enrollment.office]
            else { continue }
            let pair = ContractOffice(contract: contract, office: office)
            if let known = standing[pair], known.isActive || !view.isActive { continue }
            standing[pair] = view
        }
        self.standing = standing
    }

    /// What the one case of a doctor in a contract at an office is derived from, on whatever way it
    /// is opened.
    package static func key(_ doctor: RecordID, contract: RecordID, office: RecordID) -> [String] {
        [doctor.description, contract.description, office.description]
    }

    subscript(pair: ContractOffice) -> RecordView? { standing[pair] }

    /// The pairs whose cases nobody took out of use, ascending; one that is not held counts.
    func inUse(of pairs: Set<ContractOffice>) -> [ContractOffice] {
        pairs.filter { standing[$0]?.isActive ?? true }.sorted()
    }

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
    ///   has ended opened again, so that what a person withdraws afterwards stays withdrawn. What
    ///   the hub took out of use returns with its cause.
    func opening(
        _ pair: ContractOffice, from day: Day, isNew: Bool, today: Day
    ) -> [Write] {
        guard let view = standing[pair] else { return created(pair, from: day) }
        var writes = WithdrawalReason.undoing(view)
        guard isNew || !writes.isEmpty else { return [] }
        switch view[AnyRecord.lifecycle] {
        case Lifecycle.enteredInError.rawValue: return []
        case Lifecycle.inactive.rawValue where writes.isEmpty:
            writes.append(
                Write(
                    .enrollment, view.id, named: Attribute.lifecycle.name,
                    [AnyRecord.lifecycle(Lifecycle.active.rawValue)]))
        default: break
        }
        let state = CaseState(view)
        let isOver = state.isOver(on: day)
        if isOver { writes += state.reopening(on: today) }
        if isOver || state.isUntouched, view[Enrollment.requestedEffectiveOn] != day {
            writes.append(
                Write(Enrollment.requestedEffectiveOn, view.id, day))
        }
        return writes
    }

    /// What comes back of pairs that a run has opened before.
    func returning(
        _ asked: [(pair: ContractOffice, day: Day)], of opened: Set<ContractOffice>, today: Day
    ) -> [Write] {
        asked.filter { opened.contains($0.pair) && standing[$0.pair] != nil }.flatMap {
            opening($0.pair, from: $0.day, isNew: false, today: today)
        }
    }

    private func created(_ pair: ContractOffice, from day: Day) -> [Write] {
        let id = newID(pair)
        return [
            Write(
                Enrollment.identity, id,
                [
                    Enrollment.practitioner(doctor), Enrollment.contract(pair.contract),
                    Enrollment.office(pair.office),
                ]),
            Write(Enrollment.requestedEffectiveOn, id, day),
        ]
    }
}
