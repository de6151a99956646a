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
        let patient = coverage.flatMap { $0[Coverage.patient] } ?? view[ClaimPayment.patient]
        var match = PaymentMatch()
        match.patient = patient
        match.coverage = coverage?.id ?? view[ClaimPayment.coverage]
        match.practitioner = doctor ?? view[ClaimPayment.practitioner]
        match.office = office ?? view[ClaimPayment.office] ?? home(of: patient, in: records)
        match.reasons = ["matched by a person"]
        guard let write = match.write(on: view.id) else { throw DeedProblem.nothingToDo }
        try writes.add(write)
        if let office = match.office {
            try writes.add(TakeRemittances.shown(ClaimPayment.offices, view.id, to: office))
            if let remittance = view[ClaimPayment.remittance] {
                try writes.add(
                    TakeRemittances.shown(Remittance.offices, remittance, to: office))
            }
        }
        return view.id
    }

    private func home(of patient: RecordID?, in records: some RecordLookup) -> RecordID? {
        patient.flatMap { records.record($0) }?[Patient.homeOffice]
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
        for view in records.records(.claimPayment) where view.isActive {
            guard let payment = ObservedPayment(view), !payment.isMatched, !payment.isDisputed
            else { continue }
            let remittance = records.record(payment.remittance)
            let match = matcher.match(ClaimFacts(payment, of: remittance))
            guard match.isWhole, let write = match.write(on: payment.id), let office = match.office
            else {
                waiting += 1
                continue
            }
            matched += 1
            try writes.add(write)
            try writes.add(TakeRemittances.shown(ClaimPayment.offices, payment.id, to: office))
            try writes.add(
                TakeRemittances.shown(Remittance.offices, payment.remittance, to: office))
        }
        return (matched, waiting)
    }
}
