extension Workflow {
    /// A participating provider agreement.
    ///
    /// A signed agreement may be recorded in one step, or entered with its first day and no step at
    /// all: then it is executed. Ending one takes two people: one asks, and
    /// another sends the notice.
    package static let contract = Workflow(
        "contract", "Payor contract", .payorContract, initial: "draft",
        datedStart: DatedStart(
            field: "effectiveFrom", state: "executed",
            precededBy: ["draft", "offer", "makeExecutable", "execute", "reject", "cancel"]),
        states: [
            State("draft", rank: 9),
            State("offered", rank: 8),
            State("executable", rank: 7),
            State("executed", rank: 0, [.inForce]),
            State("renewalWindow", rank: 3, [.inForce, .derived]),
            State("amended", rank: 2, [.inForce]),
            State("renewed", rank: 1, [.inForce]),
            State("terminationRequested", rank: 4, [.inForce]),
            State("disputed", rank: 5, [.inForce]),
            State("terminating", rank: 6, [.inForce]),
            State("terminated", rank: 10, [.final]),
            State("cancelled", rank: 11, [.final]),
            State("rejected", rank: 12, [.final]),
        ],
        transitions: [
            Transition("draft", from: ["draft"], to: nil, by: .coordinator),
            Transition("offer", from: ["draft"], to: "offered", by: .coordinator),
            Transition(
                "makeExecutable", from: ["draft", "offered"], to: "executable", by: .coordinator),
            Transition(
                "execute", from: ["draft", "offered", "executable"], to: "executed",
                by: .coordinator),
            // Of one that was entered with its day: who logs it says when it was signed.
            Transition("execute", from: ["executed"], to: nil, by: .coordinator),
            Transition("amend", from: running, to: "amended", by: .coordinator),
            Transition("renew", from: running, to: "renewed", by: .coordinator),
            Transition(
                "requestTermination", from: running + ["disputed"], to: "terminationRequested",
                by: .coordinator, needs: [.effectiveOn, .comment]),
            Transition(
                "noticeTermination", from: running + ["disputed", "terminationRequested"],
                to: "terminating", by: .approver,
                needs: [.effectiveOn, .otherUser(than: "requestTermination")]),
            Transition(
                "withdrawTermination", from: ["terminationRequested", "terminating"],
                to: "executed", by: .coordinator, needs: [.comment]),
            Transition(
                "terminate",
                from: running + ["terminationRequested", "disputed", "terminating"],
                to: "terminated", by: .payor, needs: [.effectiveOn]),
            Transition(
                "reject", from: ["offered", "executable"], to: "rejected", by: .coordinator),
            Transition(
                "cancel", from: ["draft", "offered", "executable"], to: "cancelled",
                by: .coordinator),
            Transition("dispute", from: running, to: "disputed", by: .coordinator),
            Transition("settle", from: ["disputed"], to: "executed", by: .coordinator),
            .dated("renewalWindow", from: running, to: "renewalWindow"),
            .dated("renewalPassed", from: ["renewalWindow"], to: "executed"),
            .dated("dayAfterLast", from: ["terminating"], to: "terminated"),
        ])

    private static let running = ["executed", "amended", "renewed"]

    /// One round of talks on a contract's fees.
    ///
    /// It is verified by an explanation of benefits that pays the new fee, and by nothing else.
    package static let negotiation = Workflow(
        "negotiation", "Renegotiation of a contract's fees", .negotiation, initial: "idle",
        states: negotiationStates,
        transitions: [
            Transition("due", from: ["idle"], to: "due", by: .system),
            Transition("open", from: ["idle", "due"], to: "preparing", by: .coordinator),
            Transition(
                "requestSent", from: ["preparing"], to: "awaitingPayor", by: .coordinator,
                needs: [.reference]),
            Transition("inquiry", from: ["awaitingPayor"], to: nil, by: .office),
            Transition("offer", from: ["awaitingPayor"], to: "offerReview", by: .payor),
            Transition("counter", from: ["offerReview"], to: "awaitingPayor", by: .coordinator),
            Transition(
                "accept", from: ["offerReview"], to: "accepted", by: .approver,
                needs: [.otherUser(than: "offer")]),
            Transition("refuse", from: ["awaitingPayor"], to: "refused", by: .payor),
            Transition(
                "amendmentSigned", from: ["accepted"], to: "implementing", by: .coordinator,
                needs: [.effectiveOn]),
            Transition(
                "firstEobMatches", from: ["implementing", "disputed"], to: "verified",
                by: .office, needs: [.document]),
            Transition(
                "eobMismatch", from: ["implementing"], to: "disputed", by: .office),
            Transition("missedWindow", from: open(negotiationStates), to: nil, by: .system),
            Transition(
                "close",
                from: ["idle", "due", "preparing", "awaitingPayor", "offerReview", "disputed"],
                to: "closed", by: .coordinator, needs: [.comment]),
        ])

    private static let negotiationStates = [
        State("idle", rank: 7),
        State("due", rank: 6),
        State("preparing", rank: 5),
        State("awaitingPayor", rank: 4),
        State("offerReview", rank: 3),
        State("accepted", rank: 2),
        State("implementing", rank: 1),
        State("verified", rank: 0, [.final]),
        State("disputed", rank: 8),
        State("refused", rank: 9, [.final]),
        State("closed", rank: 10, [.final]),
    ]
}
