internal import Merge
package import Records

/// Takes in what files of interchanges hold: claims, payments, and what payors answer of covers
/// and requests.
///
/// Answers to claims are noted behind it: they may be of claims that this brings.
package struct TakeX12: Deed {
    package var remittances: TakeRemittances
    package var claims: TakeClaims
    package var eligibility: TakeEligibility
    package var decisions: TakeDecisions
    package var rosters: TakeRosters

    /// - Parameter areSent: the claims have gone out; else they are drafts, to be checked first.
    package init(_ intakes: [X12Intake], areSent: Bool) {
        self.remittances = TakeRemittances(intakes.flatMap(\.remittances))
        self.claims = TakeClaims(intakes.flatMap(\.claims), areSent: areSent)
        self.eligibility = TakeEligibility(intakes.flatMap(\.eligibility))
        self.decisions = TakeDecisions(intakes.flatMap(\.decisions))
        self.rosters = TakeRosters(intakes.flatMap(\.members))
    }

    /// What became of each kind.
    package struct Outcome: Sendable {
        package let remittances: [TakeRemittances.Taken]
        package let claims: TakeClaims.Outcome
        package let eligibility: TakeEligibility.Outcome
        package let decisions: TakeDecisions.Outcome
        package let rosters: TakeRosters.Outcome
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
        let verified =
            eligibility.answers.isEmpty
            ? TakeEligibility.Outcome()
            : try eligibility.decide(who, at: place, in: records, into: &writes)
        let decided =
            decisions.answers.isEmpty
            ? TakeDecisions.Outcome()
            : try decisions.decide(who, at: place, in: records, into: &writes)
        let rostered =
            rosters.members.isEmpty
            ? TakeRosters.Outcome()
            : try rosters.decide(who, at: place, in: records, into: &writes)
        return Outcome(
            remittances: paid, claims: registered, eligibility: verified, decisions: decided,
            rosters: rostered)
    }
}
