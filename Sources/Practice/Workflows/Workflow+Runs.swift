extension Workflow {
    /// A doctor's way into all contracts.
    ///
    /// Cases may be opened while papers are still collected: a payor takes weeks, and the run lists
    /// what is missing.
    package static let onboarding = Workflow(
        "onboarding", "Onboarding of a doctor to all contracts", .onboardingRun,
        initial: "draft", states: onboardingStates,
        transitions: [
            Transition("start", from: ["draft"], to: "collecting", by: .coordinator),
            Transition("itemReceived", from: running, to: nil, by: .office),
            Transition("allItemsIn", from: ["collecting"], to: "ready", by: .system),
            Transition(
                "allItemsIn", from: ["fannedOut", "partiallyEffective"], to: nil, by: .system),
            Transition(
                "fanOut", from: ["collecting", "ready"], to: "fannedOut", by: .coordinator),
            Transition(
                "firstEffective", from: ["fannedOut"], to: "partiallyEffective", by: .system),
            Transition(
                "lastDecided", from: ["fannedOut", "partiallyEffective"], to: "complete",
                by: .system),
            Transition("expand", from: running, to: nil, by: .system),
            Transition(
                "abandon", from: open(onboardingStates), to: "abandoned", by: .coordinator,
                needs: [.comment]),
        ])

    private static let running = ["collecting", "ready", "fannedOut", "partiallyEffective"]

    private static let onboardingStates = [
        State("draft", rank: 5),
        State("collecting", rank: 4),
        State("ready", rank: 3),
        State("fannedOut", rank: 2),
        State("partiallyEffective", rank: 1),
        State("complete", rank: 0, [.final]),
        State("abandoned", rank: 6, [.final]),
    ]

    /// A doctor's move between offices across the contracts of both.
    package static let move = Workflow(
        "move", "Move of a doctor across payor contracts", .moveRun,
        initial: "draft", states: moveStates,
        transitions: [
            Transition("plan", from: ["draft"], to: "planned", by: .coordinator),
            Transition("expand", from: ["planned"], to: "noticesPrepared", by: .system),
            Transition(
                "expand", from: ["noticesPrepared", "notified", "partiallyConfirmed"], to: nil,
                by: .system),
            Transition("send", from: ["noticesPrepared"], to: "notified", by: .coordinator),
            Transition(
                "confirm", from: ["notified", "partiallyConfirmed"], to: "partiallyConfirmed",
                by: .payor),
            Transition(
                "allConfirmed", from: ["partiallyConfirmed"], to: "confirmed", by: .system),
            Transition("verifyDirectory", from: ["confirmed"], to: "closed", by: .office),
            Transition("dateSlip", from: open(moveStates), to: nil, by: .coordinator),
            Transition(
                "cancel",
                from: ["draft", "planned", "noticesPrepared", "notified", "partiallyConfirmed"],
                to: "cancelled", by: .coordinator),
        ])

    private static let moveStates = [
        State("draft", rank: 6),
        State("planned", rank: 5),
        State("noticesPrepared", rank: 4),
        State("notified", rank: 3),
        State("partiallyConfirmed", rank: 2),
        State("confirmed", rank: 1),
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
