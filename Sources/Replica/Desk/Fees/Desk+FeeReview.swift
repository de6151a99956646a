package import Merge
package import Practice
package import Store

extension Desk {
    /// A draft beside what it would replace, and what in it deserves a look.
    package struct FeeReview: Sendable {
        package let schedule: FeeSchedule
        package let draft: FeeDraft
        package let base: FeeVersion?
        package let diff: FeeDiff
    }

    /// Reads under one transaction what a rule asks.
    package func read<Answer>(
        _ body: (StoreLookup, StoreTransaction) throws -> Answer
    ) throws -> Answer {
        try store.read { transaction in
            let lookup = transaction.lookup
            return try body(lookup, transaction)
        }
    }

    package func feeReview(
        _ name: String, draft: String?, today: Day
    ) throws -> FeeReview {
        try read { lookup, transaction in
            let schedule = try feeSchedule(name, lookup, transaction)
            return try review(schedule, draft, today, lookup)
        }
    }

    func review(
        _ schedule: FeeSchedule, _ name: String?, _ today: Day, _ lookup: StoreLookup
    ) throws -> FeeReview {
        guard let draft = try openDraft(schedule, name) else { throw FeeError.noDraft }
        let base =
            draft.correctionOf.flatMap { id in
                schedule.book.versions.first { $0.id == id }
            } ?? schedule.latest
        let release = draft.codeSetRelease.flatMap { lookup.record($0) }
            .flatMap { CodeRelease($0) }
        return FeeReview(
            schedule: schedule, draft: draft, base: base,
            diff: FeeDiff(
                from: base?.lines ?? FeeLines(), to: draft.lines,
                usual: schedule.usual(on: today, lookup: lookup),
                codes: release.map { Set($0.codes.keys) }))
    }

    /// Takes a step in a draft's review.
    ///
    /// - Parameters:
    ///   - step: `submit`, `approve`, `reject` or `withdraw`.
    ///   - seen: how the digest begins that the person saw; needed to approve.
    package func stepFees(
        _ name: String, draft: String?, _ step: String, seen: String?, today: Day,
        actor: RecordID?, reason: String
    ) throws -> (review: FeeReview, receipt: WriteReceipt) {
        try store.write { transaction in
            let lookup = transaction.lookup
            let schedule = try feeSchedule(name, lookup, transaction)
            let review = try review(schedule, draft, today, lookup)
            try check(
                step, review, seen: seen, actor: actor, reason: reason, lookup)
            let facts: [String: Scalar] = ["digest": .text(review.draft.digest)]
            let drafted = StepDraft(
                step, on: today, comment: reason.isEmpty ? nil : reason, by: actor, facts: facts)
            let write = try Workflow.feeDraft.write(drafted, on: review.draft.view)
            let receipt = try self.write(
                [write], actor: actor, reason: reason, in: &transaction)
            return (review, receipt)
        }
    }

    private func check(
        _ step: String, _ review: FeeReview, seen: String?, actor: RecordID?, reason: String,
        _ lookup: StoreLookup
    ) throws {
        guard step == "submit" || step == "approve" else { return }
        let draft = review.draft
        guard draft.conflicts.isEmpty else {
            throw FeeError.lineConflicts(draft.conflicts.count)
        }
        guard draft.lines.count > 0 else { throw FeeError.noLines }
        if step == "submit", !review.diff.noticed.isEmpty, reason.isEmpty {
            throw FeeError.noticesUnanswered(review.diff.noticed.count)
        }
        guard step == "approve" else { return }
        guard let seen, seen.utf8.count >= 8, draft.digest.hasPrefix(seen.lowercased()) else {
            throw FeeError.otherDigest
        }
        let problem = FeeApproval.secondPersonProblem(
            draft, by: actor, comment: reason, lookup: lookup)
        if let problem {
            throw FeeError.approval(problem)
        }
    }
}
