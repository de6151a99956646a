internal import Merge
package import Records
internal import X12

/// Registers claims as the practice's software sends them: each once.
package struct TakeClaims: Deed {
    package var claims: [ReadClaim]
    /// They have gone out; else they are drafts that are checked before they do.
    package var areSent: Bool

    package init(_ claims: [ReadClaim], areSent: Bool) {
        self.claims = claims
        self.areSent = areSent
    }

    /// What became of them.
    package struct Outcome: Sendable {
        package internal(set) var new = 0
        package internal(set) var known = 0
        /// New ones whose patient, coverage, doctor and office are all known.
        package internal(set) var matched = 0
        /// Drafts of an earlier file that have gone out now.
        package internal(set) var sent = 0
        /// Of patients of other offices: left out.
        package internal(set) var elsewhere = 0
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let matcher = ClaimMatcher(records)
        var outcome = Outcome()
        var seen: Set<RecordID> = []
        for claim in claims {
            let match = matcher.match(ClaimFacts(claim.claim))
            let office = match.office ?? place.office
            guard place.office == nil || place.office == office else {
                outcome.elsewhere += 1
                continue
            }
            let standing = records.records(where: Claim.claimNumber, shows: claim.claim.number)
                .first { view in
                    view[Claim.office] == office
                        && (view[Claim.digest] == claim.digest || claim.isListed(as: view))
                }
            let id =
                standing?.id
                ?? records.newID(.claim, [claim.claim.number, claim.digest], of: office)
            guard seen.insert(id).inserted else {
                outcome.known += 1
                continue
            }
            try writes.add(claim.envelope(of: id))
            guard standing == nil else {
                outcome.known += 1
                if standing?[Claim.lines].isEmpty ?? false {
                    try writes.add(claim.lineWrites(of: id))
                }
                if try send(standing, claim, at: place, who, &writes) { outcome.sent += 1 }
                continue
            }
            outcome.new += 1
            if match.isWhole { outcome.matched += 1 }
            if let office { try writes.add(Write(Claim.office, id, office)) }
            try writes.add(claim.writes(as: id))
            let payor = matcher.payor(ClaimFacts(claim.claim).payorNames)
            try writes.add(Self.matching(match, payor: payor, on: id))
            guard areSent else { continue }
            try writes.add(Workflow.claim.write(sending(claim, at: place, who), creating: id))
        }
        return outcome
    }

    private func sending(_ claim: ReadClaim, at place: Place, _ who: Signature) -> StepDraft {
        StepDraft(Claim.Step.send, on: claim.sentOn ?? place.today, by: who.actor)
    }

    /// A draft whose file comes again, sent by now.
    private func send(
        _ standing: RecordView?, _ claim: ReadClaim, at place: Place, _ who: Signature,
        _ writes: inout some WriteSink
    ) throws -> Bool {
        guard areSent, let standing,
            Workflow.claim.standing(of: standing).isIn(Claim.State.draft, .checked, .held)
        else { return false }
        try writes.add(Workflow.claim.write(sending(claim, at: place, who), on: standing))
        return true
    }

    private static func matching(
        _ match: PaymentMatch, payor: RecordID?, on id: RecordID
    ) -> [Write] {
        guard match.patient != nil || match.practitioner != nil || payor != nil else { return [] }
        let match = (
            Write(
                Claim.match, id,
                [
                    Claim.patient(match.patient), Claim.coverage(match.coverage),
                    Claim.practitioner(match.practitioner), Claim.payor(payor),
                ]), match.reasons.joined(separator: "; ").kept(300)
        )
        return [match.0] + (match.1.isEmpty ? [] : [Write(Claim.matchedBy, id, match.1)])
    }
}
