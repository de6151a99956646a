extension Workflow {
    /// One doctor in one contract at one office, from the papers to the end.
    ///
    /// `scheduled` and `ended` are read from the effective dates and today.
    package static let enrollment = Workflow(
        "enrollment", "Enrolment of a doctor in a contract at an office", .enrollment,
        initial: "notStarted", states: enrollmentStates,
        transitions: [
            Transition("prepare", from: ["notStarted"], to: "preparing", by: .coordinator),
            Transition("submit", from: ["preparing"], to: "submitted", by: .coordinator),
            Transition("ack", from: ["submitted"], to: "inReview", by: .payor),
            Transition("deficiency", from: ["submitted", "inReview"], to: "deficient", by: .payor),
            Transition("resubmit", from: ["deficient"], to: "inReview", by: .office),
            Transition(
                "credentialingApproved", from: ["inReview"], to: "approvedAwaitingLoad",
                by: .payor),
            Transition(
                "denied", from: ["inReview"], to: "denied", by: .payor, needs: [.comment]),
            Transition(
                "loaded", from: ["approvedAwaitingLoad"], to: "effective", by: .payor,
                needs: [.document, .effectiveOn]),
            // A small practice writes down the outcome alone.
            Transition(
                "recorded",
                from: [
                    "notStarted", "preparing", "submitted", "inReview", "deficient",
                    "approvedAwaitingLoad",
                ], to: "effective", by: .coordinator, needs: [.document, .effectiveOn]),
            Transition("directoryWrong", from: inNetwork, to: nil, by: .office),
            Transition(
                "correctEffective", from: inNetwork, to: nil, by: .payor,
                needs: [.document, .effectiveOn]),
            Transition(
                "retroGranted", from: inNetwork, to: nil, by: .payor,
                needs: [.document, .effectiveOn]),
            Transition(
                "termNotice", from: ["effective", "recredentialing"], to: "ending",
                by: .coordinator, needs: [.effectiveOn]),
            Transition("recredentialDue", from: ["effective"], to: "recredentialing", by: .system),
            Transition(
                "recredentialApproved", from: ["recredentialing"], to: "effective", by: .payor),
            Transition("lapse", from: ["recredentialing"], to: "lapsed", by: .payor),
            Transition(
                "withdraw", from: open(enrollmentStates), to: "withdrawn", by: .coordinator),
            Transition(
                "reopen", from: ["denied", "withdrawn", "lapsed", "ending", "ended"],
                to: "preparing", by: .coordinator),
            .dated("effectiveDayAhead", from: ["effective"], to: "scheduled"),
            .dated("effectiveDay", from: ["scheduled"], to: "effective"),
            .dated("dayAfterLast", from: ["ending"], to: "ended"),
        ])

    private static let inNetwork = ["effective", "recredentialing", "ending"]

    private static let enrollmentStates = [
        State("notStarted", rank: 9),
        State("preparing", rank: 8),
        State("submitted", rank: 6),
        State("deficient", rank: 7),
        State("inReview", rank: 5),
        State("approvedAwaitingLoad", rank: 4),
        State("scheduled", rank: 3, [.derived]),
        State("effective", rank: 0, [.inForce]),
        State("recredentialing", rank: 1, [.inForce]),
        State("ending", rank: 2, [.inForce]),
        State("ended", rank: 10, [.final, .derived]),
        State("lapsed", rank: 11, [.final]),
        State("withdrawn", rank: 12, [.final]),
        State("denied", rank: 13, [.final]),
    ]
}
