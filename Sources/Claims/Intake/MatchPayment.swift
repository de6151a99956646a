internal import Benefits
package import Merge
internal import Participation
package import Records

/// A person says whose claim a payment is for.
package struct MatchPayment: Deed {
    /// By the end of its id.
    package var payment: String
    /// By id, or the end of it.
    package var coverage: String?
    /// By NPI.
    package var doctor: String?
    /// By code.
    package var office: String?

    package init(_ payment: String) {
        self.payment = payment
    }

    /// - Returns: the payment.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let view = try records.view(.claimPayment, payment)
        let coverage = try coverage.map { name throws(DeedProblem) in
            try records.view(.coverage, name)
        }
        let doctor = try doctor.map { name throws(DeedProblem) in
            try records.find(.practitioner, name)
        }
        let office = try office.map { name throws(DeedProblem) in
            try records.find(.office, name)
        }
        guard coverage != nil || doctor != nil || office != nil else {
            throw DeedProblem.nothingToDo
        }
        let found = found(view, in: records)
        let patient =
            coverage.flatMap { $0[Coverage.patient] } ?? view[ClaimPayment.patient]
            ?? found.patient
        var match = PaymentMatch()
        match.patient = patient
        match.coverage = coverage?.id ?? view[ClaimPayment.coverage] ?? found.coverage
        match.practitioner = doctor ?? view[ClaimPayment.practitioner] ?? found.practitioner
        let former = view[ClaimPayment.office]
        let isOther = coverage.map { $0.id != view[ClaimPayment.coverage] } ?? false
        match.office =
            office ?? (isOther ? nil : former ?? found.office) ?? home(of: patient, in: records)
        match.reasons = [PaymentMatch.byPerson]
        try writes.add(match.writes(on: view.id))
        if let office = match.office {
            try writes.add(TakeRemittances.shown(ClaimPayment.offices, view.id, to: office))
            if let remittance = view[ClaimPayment.remittance] {
                try writes.add(
                    TakeRemittances.shown(Remittance.offices, remittance, to: office))
            }
        }
        // Whose it is not does not see it any longer; who does it here keeps its sight of it.
        if let former, former != match.office, former != place.office {
            let row = [ClaimPayment.offices.office(former)]
            try writes.add(Write(removing: row, from: ClaimPayment.offices, view.id))
        }
        return view.id
    }

    /// What records say of a payment that waits: a person adds what is missing.
    private func found(_ view: RecordView, in records: some RecordLookup) -> PaymentMatch {
        guard let payment = ObservedPayment(view), !payment.isMatched else {
            return PaymentMatch()
        }
        let remittance = records.record(payment.remittance)
        return ClaimMatcher(records).match(ClaimFacts(payment, of: remittance))
    }

    private func home(of patient: RecordID?, in records: some RecordLookup) -> RecordID? {
        let view = patient.flatMap { records.record($0) }
        let own = view?[Patient.offices, each: Patient.offices.office] ?? []
        return own.count == 1 ? own.first : view?[Patient.homeOffice]
    }
}

/// Payments that waited are matched by what came in since.
package struct MatchWaiting: Deed {
    package init() {}

    /// - Returns: how many are matched now, and how many wait on.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> (matched: Int, waiting: Int) {
        let matcher = ClaimMatcher(records)
        var (matched, waiting) = (0, 0)
        for payment in PaymentBook(records).all() where !payment.isMatched && !payment.isDisputed {
            let remittance = records.record(payment.remittance)
            let match = matcher.match(ClaimFacts(payment, of: remittance))
            guard match.isWhole, let office = match.office else {
                waiting += 1
                continue
            }
            matched += 1
            try writes.add(match.writes(on: payment.id))
            try writes.add(TakeRemittances.shown(ClaimPayment.offices, payment.id, to: office))
            try writes.add(
                TakeRemittances.shown(Remittance.offices, payment.remittance, to: office))
        }
        return (matched, waiting)
    }
}
