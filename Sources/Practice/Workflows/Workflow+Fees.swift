extension Workflow {
    /// A fee schedule in the making; what follows approval is the schedule's release log.
    package static let feeDraft = Workflow(
        "fee-draft", "Fee schedule draft", .feeDraft, initial: "draft",
        states: [
            State("draft", rank: 2),
            State("inReview", rank: 1),
            State("approved", rank: 0, [.inForce]),
            State("withdrawn", rank: 3, [.final]),
        ],
        transitions: [
            Transition("submit", from: ["draft"], to: "inReview", by: .coordinator),
            Transition(
                "approve", from: ["inReview"], to: "approved", by: .approver,
                needs: [
                    .otherUser(than: "submit"), .otherAuthor(of: FeeApproval.attributes),
                ]),
            Transition(
                "reject", from: ["inReview"], to: "draft", by: .approver, needs: [.comment]),
            Transition(
                "withdraw", from: ["draft", "inReview", "approved"], to: "withdrawn",
                by: .coordinator),
        ])

    /// How far an office has come with a fee schedule version.
    ///
    /// An office whose practice-management system takes fees ahead of their day confirms ahead.
    package static let feeReceipt = Workflow(
        "fee-receipt", "An office's receipt of a fee schedule version", .feeReceipt,
        initial: "awaited",
        states: [
            State("awaited", rank: 4),
            State("received", rank: 3),
            State("staged", rank: 2),
            State("appliedToReplica", rank: 1, [.inForce]),
            State("appliedInPms", rank: 0, [.inForce]),
            State("rejected", rank: 5),
        ],
        transitions: [
            Transition("received", from: ["awaited"], to: "received", by: .office),
            Transition("staged", from: ["received"], to: "staged", by: .office),
            Transition("appliedToReplica", from: ["staged"], to: "appliedToReplica", by: .office),
            Transition(
                "appliedInPms", from: ["received", "staged", "appliedToReplica", "rejected"],
                to: "appliedInPms", by: .office),
            Transition(
                "rejected", from: ["received", "staged", "appliedToReplica", "appliedInPms"],
                to: "rejected", by: .office, needs: [.comment]),
        ])
}
