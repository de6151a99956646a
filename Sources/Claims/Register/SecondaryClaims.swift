internal import Benefits
internal import Merge
package import Records
internal import Tables

/// Which claims a second plan is to be asked about; made once for many.
package struct SecondaryClaims<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let claims: [RegisteredClaim]
    private let byPatient: [RecordID?: [RegisteredClaim]]

    /// - Parameter claims: all that are here, among which a second claim may be.
    package init(_ lookup: Lookup, claims: [RegisteredClaim]) {
        self.lookup = lookup
        self.claims = claims
        self.byPatient = Dictionary(grouping: claims, by: \.patient)
    }

    /// Every claim that its first payor answered while a second plan was in force, by day and id.
    package func all() -> [SecondaryClaim] {
        claims.compactMap(secondary).sorted { left, right in
            let order = { (found: SecondaryClaim) in
                (found.primary.servedFrom?.number ?? .max, found.primary.number, found.primary.id)
            }
            return order(left) < order(right)
        }
    }

    /// - Returns: `nil` where the claim is no first one, is not answered, or no second plan covers
    ///   the patient.
    package func secondary(_ claim: RegisteredClaim) -> SecondaryClaim? {
        guard claim.isFirst, let coverage = claim.coverage, let day = claim.servedFrom,
            let answer = SecondaryClaim.answer(to: claim),
            let patient = claim.patient.flatMap({ lookup.record($0) }),
            // Who has one coverage alone has no second, whatever is doubtful about the one.
            lookup.records(where: Coverage.patient, is: patient.id)
                .contains(where: { $0.isActive && $0.id != coverage })
        else { return nil }
        let second: RecordView
        do throws(Uncertainty) {
            let order = try PayingCoverages(lookup, patient: patient, on: day).inOrder()
            guard let place = order.firstIndex(where: { $0.id == coverage }),
                place + 1 < order.count
            else { return nil }
            second = order[place + 1]
        } catch {
            return SecondaryClaim(
                primary: claim, coverage: nil, payor: nil, rule: nil,
                standing: .unknown(error.description))
        }
        let plan = second[Coverage.insurancePlan].flatMap { lookup.current(.insurancePlan, $0) }
        return SecondaryClaim(
            primary: claim, coverage: second.id, payor: plan?[InsurancePlan.payor],
            rule: plan?[InsurancePlan.cobRule],
            standing: standing(of: claim, answered: answer, by: second.id, on: day))
    }

    private func standing(
        of claim: RegisteredClaim, answered: ObservedPayment, by second: RecordID, on day: Day
    ) -> SecondaryClaim.Standing {
        let same = (byPatient[claim.patient] ?? []).filter { other in
            other.id != claim.id && other.coverage == second && other.servedFrom == day
                && other.office == claim.office && !other.isPredetermination
        }
        if same.contains(where: { !$0.payments.isEmpty }) { return .answered }
        // A payor's remittance repeats the claim's number, whoever sent it there.
        if claim.payments.contains(where: { $0.coverage == second }) { return .answered }
        let standing = same.filter { !$0.standing.isIn(Claim.State.rejected) }
        if let asked = standing.min(by: { $0.id < $1.id }) { return .asked(claim: asked.id) }
        return answered.isForwarded ? .forwarded : .due
    }

    /// The claim that another plan has to answer before a later plan's one goes out; `nil` where
    /// it is answered, or none is known.
    func awaited(before claim: RegisteredClaim, on today: Day) -> RegisteredClaim? {
        guard !claim.isFirst else { return nil }
        return (byPatient[claim.patient] ?? []).first { other in
            other.isFirst && other.id != claim.id && other.coverage != claim.coverage
                && other.office == claim.office && other.servedFrom == claim.servedFrom
                && !other.isOver(on: today) && SecondaryClaim.answer(to: other) == nil
        }
    }
}

extension RegisteredClaim {
    /// Whether it goes to the plan that pays first, as an original that wants to be paid.
    var isFirst: Bool {
        ["P", nil].contains(payingOrder) && frequency ?? "1" != "8" && !isPredetermination
    }
}
