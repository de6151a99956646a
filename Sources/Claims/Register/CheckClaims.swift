internal import Merge
package import Records

/// Claims that have not gone out are checked, and held where something is against them.
package struct CheckClaims: Deed {
    /// By number, or the end of an id; every claim that has not gone out if `nil`.
    package var claim: String?

    package init(_ claim: String? = nil) {
        self.claim = claim
    }

    /// - Returns: what was found, by claim.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [ClaimCheck] {
        let book = ClaimBook(records)
        let all = book.all()
        let wanted = try claim.map { [try book.claim($0)] } ?? all.filter(Self.isUnsent)
        let checker = ClaimChecker(records, claims: all, today: place.today)
        let checks = wanted.map { checker.check($0) }
        for check in checks where Self.isUnsent(check.claim) {
            guard let draft = Self.step(check, on: place.today, by: who.actor) else { continue }
            try writes.add(
                Workflow.claim.write(draft, record: check.claim.id, after: check.claim.standing))
        }
        return checks
    }

    private static func isUnsent(_ claim: RegisteredClaim) -> Bool {
        claim.standing.isIn(Claim.State.draft, .checked, .held)
    }

    /// - Returns: `nil` where it stands as it should already.
    private static func step(
        _ check: ClaimCheck, on day: Day, by user: RecordID?
    ) -> StepDraft? {
        let isHeld = check.claim.standing.isIn(Claim.State.held)
        guard !check.isClear else {
            return check.claim.standing.isIn(Claim.State.checked)
                ? nil : StepDraft(Claim.Step.check, on: day, by: user)
        }
        guard !isHeld else { return nil }
        let words = Set(check.reasons.map(\.kind.rawValue)).sorted().joined(separator: ", ")
        return StepDraft(Claim.Step.hold, on: day, comment: words, by: user)
    }
}
