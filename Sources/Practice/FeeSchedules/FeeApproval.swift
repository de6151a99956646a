package import Merge

/// Whether a draft of fees is approved, by somebody else than who imported it.
package enum FeeApproval {
    /// What is missing.
    package enum Problem: Error, Hashable, Sendable {
        case notApproved(state: String)
        /// People took steps on the draft that do not agree.
        case steps
        case otherDigest
        case ownImport
        case ownDecision
    }

    /// - Returns: `nil` where the draft stands approved with exactly these lines.
    package static func problem(_ draft: FeeDraft, digest: String) -> Problem? {
        let standing = Workflow.feeDraft.standing(of: draft.view)
        guard standing.conflict == nil else { return .steps }
        guard standing.state == "approved", let approval = standing.last("approve") else {
            return .notApproved(state: standing.state)
        }
        guard approval["digest"].text == digest else { return .otherDigest }
        return secondPersonProblem(
            draft, by: approval.actor, comment: approval.comment)
    }

    /// Two people, or a recorded reason: what an approver must be.
    package static func secondPersonProblem(
        _ draft: FeeDraft, by approver: RecordID?, comment: String?
    ) -> Problem? {
        if let comment, !ASCIIText.trimmed(comment).isEmpty { return nil }
        guard let approver else { return .ownDecision }
        let standing = Workflow.feeDraft.standing(of: draft.view)
        let others = [draft.importedBy, standing.last("submit")?.actor]
        return others.contains(approver) ? .ownImport : nil
    }
}

extension FeeApproval.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notApproved(let state):
            "the draft is \(state), not approved: `fees submit`, then `fees approve`"
        case .steps:
            "two people took steps on the draft that do not agree: retract one of them"
        case .otherDigest:
            "the draft was changed after it was approved: submit and approve it again"
        case .ownImport:
            "who imported or submitted these fees does not approve them: let another user do it, "
                + "or give the reason for deciding alone with --reason"
        case .ownDecision:
            "approval names who decides: give your login with --as, or a reason with --reason"
        }
    }
}
