package import Merge
package import Records
internal import Tables

/// Whether a draft of fees is approved, by somebody who had no hand in it.
package enum FeeApproval {
    /// Where a draft holds what an approver answers for.
    static let attributes = [FeeDraft.lines.name, FeeDraft.source.name]

    /// What an approval still lacks, or why it does not count.
    package enum Problem: Error, Hashable, Sendable {
        case notApproved(state: String)
        /// People took steps on the draft that do not agree.
        case steps
        case otherDigest
        case ownImport
        /// Somebody wrote lines and did not say who, so that nobody can be told from him.
        case unnamedAuthor
        case ownDecision
        case notActiveUser
    }

    /// - Returns: `nil` where the draft stands approved with exactly these lines.
    package static func problem(
        _ draft: FeeDraft, digest: String, lookup: some RecordLookup
    ) -> Problem? {
        let standing = Workflow.feeDraft.standing(of: draft.view)
        guard standing.conflict == nil else { return .steps }
        guard standing.isIn(FeeDraft.State.approved),
            let approval = standing.last(FeeDraft.Step.approve)
        else {
            return .notApproved(state: standing.state)
        }
        guard approval[FeeDraft.Status.digest] == digest else { return .otherDigest }
        if let approver = approval.actor, !isActiveUser(approver, lookup) {
            return .notActiveUser
        }
        return secondPersonProblem(
            draft, by: approval.actor, comment: approval.comment, lookup: lookup)
    }

    /// Two people, or a recorded reason: what an approver must be.
    package static func secondPersonProblem(
        _ draft: FeeDraft, by approver: RecordID?, comment: String?, lookup: some RecordLookup
    ) -> Problem? {
        if let comment, !ASCIIText.trimmed(comment).isEmpty { return nil }
        guard let approver else { return .ownDecision }
        let authors = authors(of: draft, lookup.state(draft.id) ?? RecordState())
        if authors.contains(approver) { return .ownImport }
        return authors.contains(nil) ? .unnamedAuthor : nil
    }

    /// Why a recall is not two users' word, nor one's alone; `nil` where it is.
    static func recallProblem(
        _ request: FeeReleaseLog.Request, _ lookup: some RecordLookup
    ) -> String? {
        if let asker = request.by, !isActiveUser(asker, lookup) {
            return "who asked is no active user: let another user recall"
        }
        if request.isAlone { return nil }
        guard let approver = request.approvedBy else {
            return "a recall takes a second user: name who agrees with --approver, or decide "
                + "--alone"
        }
        guard isActiveUser(approver, lookup) else {
            return "who agreed is no active user: let another user agree"
        }
        guard let asker = request.by, asker != approver else {
            return "who recalls and who agrees are two users: give your login with --as, or "
                + "decide --alone"
        }
        return nil
    }

    /// Whether the hub may take somebody's word: a person who is not disabled.
    ///
    /// A program asks, and agrees to nothing.
    package static func isActiveUser(_ user: RecordID, _ lookup: some RecordLookup) -> Bool {
        guard let view = lookup.record(user), view.type.name == RecordType.user.name else {
            return false
        }
        let isProgram = view[User.roles, each: User.Roles.role].contains(User.serviceRole)
        return view.isActive && view[User.isDisabled] != true && !isProgram
    }

    /// Who wrote what stands in the draft, whom it names as its importer, and who submitted it;
    /// `nil` among them for somebody who did not say who he was.
    private static func authors(of draft: FeeDraft, _ state: RecordState) -> Set<RecordID?> {
        let standing = Workflow.feeDraft.standing(of: draft.view)
        var authors = Set(attributes.flatMap { state.entries(of: $0) }.map(\.origin.actor))
        authors.insert(standing.last(FeeDraft.Step.submit)?.actor)
        for source in FeeDraft.source.rows(in: state) {
            if let named = source[FeeDraft.importedBy] { authors.insert(named) }
        }
        return authors
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
            "who imported, edited or submitted these fees does not approve them: let another "
                + "user do it, or give the reason for deciding alone with --reason"
        case .unnamedAuthor:
            "somebody wrote or submitted these fees without --as, so nobody is known to be "
                + "another user: give the reason for approving with --reason"
        case .notActiveUser:
            "who approved is no active user here: let another user approve"
        case .ownDecision:
            "approval names who decides: give your login with --as, or a reason with --reason"
        }
    }
}
