internal import Merge
package import Records

/// Takes in what files of interchanges hold: claims, payments, and what payors answer of covers
/// and requests.
///
/// Answers to claims are noted behind it: they may be of claims that this brings.
package struct TakeX12: Deed {
    package var remittances: TakeRemittances
    package var claims: TakeClaims
    package var eligibility: TakeAnswers<EligibilityTaker>
    package var decisions: TakeAnswers<DecisionTaker>
    package var rosters: TakeAnswers<RosterTaker>

    /// - Parameter areSent: the claims have gone out; else they are drafts, to be checked first.
    package init(_ intakes: [X12Intake], areSent: Bool) {
        self.remittances = TakeRemittances(intakes.flatMap(\.remittances))
        self.claims = TakeClaims(intakes.flatMap(\.claims), areSent: areSent)
        self.eligibility = TakeAnswers(intakes.flatMap(\.eligibility))
        self.decisions = TakeAnswers(intakes.flatMap(\.decisions))
        self.rosters = TakeAnswers(intakes.flatMap(\.members))
    }

    /// What became of each kind.
    package struct Outcome: Sendable {
        package let remittances: [TakeRemittances.Taken]
        package let claims: TakeClaims.Outcome
        package let eligibility: EligibilityTaker.Outcome
        package let decisions: DecisionTaker.Outcome
        package let rosters: RosterTaker.Outcome
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let registered =
            claims.claims.isEmpty
            ? TakeClaims.Outcome()
            : try claims.decide(who, at: place, in: records, into: &writes)
        let paid =
            remittances.remittances.isEmpty
            ? [] : try remittances.decide(who, at: place, in: records, into: &writes)
        let verified = try eligibility.decide(who, at: place, in: records, into: &writes)
        let decided = try decisions.decide(who, at: place, in: records, into: &writes)
        let rostered = try rosters.decide(who, at: place, in: records, into: &writes)
        return Outcome(
            remittances: paid, claims: registered, eligibility: verified, decisions: decided,
            rosters: rostered)
    }
}
