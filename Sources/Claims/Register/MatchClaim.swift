internal import Benefits
package import Merge
internal import Participation
package import Records

/// A person says whose a claim is.
package struct MatchClaim: Deed {
    /// By number, or the end of its id.
    package var claim: String
    /// By id, or the end of it.
    package var coverage: String?
    /// By NPI.
    package var doctor: String?
    /// By code, for a claim of which nobody knew.
    package var office: String?

    package init(_ claim: String) {
        self.claim = claim
    }

    /// - Returns: the claim.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let claim = try ClaimBook(records).claim(claim)
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
        let plan = (coverage?.id ?? claim.coverage).flatMap { records.record($0) }?[
            Coverage.insurancePlan]
        let payor = plan.flatMap { records.record($0) }?[InsurancePlan.payor]
        if let office { try writes.add(Write(Claim.office, claim.id, office)) }
        try writes.add(
            Write(
                Claim.match, claim.id,
                [
                    Claim.patient(coverage?[Coverage.patient] ?? claim.patient),
                    Claim.coverage(coverage?.id ?? claim.coverage),
                    Claim.practitioner(doctor ?? claim.practitioner),
                    Claim.payor(payor ?? claim.payor),
                ]))
        try writes.add(Write(Claim.matchedBy, claim.id, PaymentMatch.byPerson))
        return claim.id
    }
}
