extension Workflow {
    /// A doctor's way into all contracts.
    ///
    /// Cases may be opened while papers are still collected: a payor takes weeks, and the run lists
    /// what is missing. Only starting and giving up are logged: the rest is read from the cases.
    package static let onboarding = Workflow(
        "onboarding", "Onboarding of a doctor to all contracts", .onboardingRun,
        initial: "draft", states: onboardingStates,
        transitions: [
            Transition("start", from: ["draft"], to: "collecting", by: .coordinator),
            .derived("itemReceived", from: running, to: nil, by: .office),
            .derived("allItemsIn", from: ["collecting"], to: "ready"),
            .derived("fanOut", from: ["collecting", "ready"], to: "fannedOut", by: .coordinator),
            .derived(
                "firstEffective", from: ["collecting", "ready", "fannedOut"],
                to: "partiallyEffective"),
            .derived("lastDecided", from: running, to: "complete"),
            .derived("expand", from: running, to: nil),
            Transition(
                "abandon", from: ["draft"] + running, to: "abandoned", by: .coordinator,
                needs: [.comment]),
        ])

    private static let running = ["collecting", "ready", "fannedOut", "partiallyEffective"]

    private static let onboardingStates = [
        State("draft", rank: 5),
        State("collecting", rank: 4),
        State("ready", rank: 3, [.derived]),
        State("fannedOut", rank: 2, [.derived]),
        State("partiallyEffective", rank: 1, [.derived]),
        State("complete", rank: 0, [.final, .derived]),
        State("abandoned", rank: 6, [.final]),
    ]

    /// A doctor's move between offices across the contracts of both.
    ///
    /// How far the payors are is read from the notices and cases.
    package static let move = Workflow(
        "move", "Move of a doctor across payor contracts", .moveRun,
        initial: "draft", states: moveStates,
        transitions: [
            Transition("plan", from: ["draft"], to: "planned", by: .coordinator),
            .derived("expand", from: ["planned"], to: "noticesPrepared"),
            .derived("send", from: ["noticesPrepared"], to: "notified", by: .coordinator),
            .derived(
                "confirm", from: ["noticesPrepared", "notified", "partiallyConfirmed"],
                to: "partiallyConfirmed", by: .payor),
            .derived(
                "allConfirmed", from: ["noticesPrepared", "notified", "partiallyConfirmed"],
                to: "confirmed"),
            Transition(
                "verifyDirectory", from: ["confirmed"], to: "closed", by: .office,
                needs: [.comment]),
            Transition("dateSlip", from: moving + ["confirmed"], to: nil, by: .coordinator),
            Transition(
                "cancel", from: ["draft"] + moving, to: "cancelled", by: .coordinator),
        ])

    private static let moving = ["planned", "noticesPrepared", "notified", "partiallyConfirmed"]

    private static let moveStates = [
        State("draft", rank: 6),
        State("planned", rank: 5),
        State("noticesPrepared", rank: 4, [.derived]),
        State("notified", rank: 3, [.derived]),
        State("partiallyConfirmed", rank: 2, [.derived]),
        State("confirmed", rank: 1, [.derived]),
        State("closed", rank: 0, [.final]),
        State("cancelled", rank: 7, [.final]),
    ]

    /// What one payor is told of a move or another change.
    package static let notice = Workflow(
        "notice", "Notice to a payor", .payorNotice, initial: "draft",
        states: [
            State("draft", rank: 5),
            State("prepared", rank: 4),
            State("sent", rank: 3),
            State("acknowledged", rank: 2),
            State("confirmed", rank: 0, [.final]),
            State("rejected", rank: 6),
            State("cancelled", rank: 7, [.final]),
        ],
        transitions: [
            Transition("prepare", from: ["draft"], to: "prepared", by: .system),
            Transition(
                "send", from: ["draft", "prepared", "rejected"], to: "sent", by: .coordinator),
            Transition("ack", from: ["sent"], to: "acknowledged", by: .payor),
            Transition(
                "confirm", from: ["sent", "acknowledged"], to: "confirmed", by: .payor,
                needs: [.document]),
            Transition(
                "reject", from: ["sent", "acknowledged"], to: "rejected", by: .payor,
                needs: [.comment]),
            Transition(
                "cancel", from: ["draft", "prepared", "sent", "acknowledged", "rejected"],
                to: "cancelled", by: .coordinator),
        ])
}
