internal import Merge
package import Records

/// Takes in what files of interchanges hold: claims, answers to them, and payments.
package struct TakeX12: Deed {
    package var remittances: TakeRemittances
    package var claims: TakeClaims
    package var answers: NoteAnswers

    /// - Parameter areSent: the claims have gone out; else they are drafts, to be checked first.
    package init(_ intakes: [X12Intake], areSent: Bool) {
        self.remittances = TakeRemittances(intakes.flatMap(\.remittances))
        self.claims = TakeClaims(intakes.flatMap(\.claims), areSent: areSent)
        self.answers = NoteAnswers(intakes.flatMap(\.answers))
    }

    /// What became of each kind.
    package struct Outcome: Sendable {
        package let remittances: [TakeRemittances.Taken]
        package let claims: TakeClaims.Outcome
        package let answers: NoteAnswers.Outcome
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let noted = try answers.decide(who, at: place, in: records, into: &writes)
        let registered =
            claims.claims.isEmpty
            ? TakeClaims.Outcome()
            : try claims.decide(who, at: place, in: records, into: &writes)
        let paid =
            remittances.remittances.isEmpty
            ? [] : try remittances.decide(who, at: place, in: records, into: &writes)
        return Outcome(remittances: paid, claims: registered, answers: noted)
    }
}
