import Merge
package import Records

/// A step in a fee draft's review.
package struct ReviewFees: Deed {
    /// By code.
    package var schedule: String
    /// The end of the draft's id; the only open one if `nil`.
    package var draft: String?
    package var step: FeeDraft.Step
    /// How the digest begins that the person saw; needed to approve.
    package var seen: String?

    package init(_ schedule: String, draft: String?, _ step: FeeDraft.Step, seen: String? = nil) {
        self.schedule = schedule
        self.draft = draft
        self.step = step
        self.seen = seen
    }

    /// - Returns: the draft as it was looked at.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> FeeReview {
        let review = try FeeReview(
            of: records.feeSchedule(schedule), draft: draft, on: place.today, in: records)
        try check(review, who, records)
        let taken = StepDraft(
            step, on: place.today, comment: who.reason.isEmpty ? nil : who.reason,
            by: who.actor, facts: [FeeDraft.Status.digest(review.draft.digest)])
        try writes.add(Workflow.feeDraft.write(taken, on: review.draft.view))
        return review
    }

    private func check(
        _ review: FeeReview, _ who: Signature, _ records: some RecordLookup
    ) throws(FeeError) {
        guard step == .submit || step == .approve else { return }
        let draft = review.draft
        guard draft.conflicts.isEmpty else { throw .lineConflicts(draft.conflicts.count) }
        guard draft.lines.count > 0 else { throw .noLines }
        if step == .submit, !review.diff.noticed.isEmpty, who.reason.isEmpty {
            throw .noticesUnanswered(review.diff.noticed.count)
        }
        guard step == .approve else { return }
        guard let seen, seen.utf8.count >= 8, draft.digest.hasPrefix(seen.lowercased()) else {
            throw .otherDigest
        }
        let problem = FeeApproval.secondPersonProblem(
            draft, by: who.actor, comment: who.reason, lookup: records)
        if let problem { throw .approval(problem) }
    }
}
