extension Workflow {
    /// Something a person should do; work that somebody reopened goes on.
    package static let task = Workflow(
        "task", "Task", .task, initial: "open",
        states: [
            State("open", rank: 4),
            State("doing", rank: 3),
            State("waiting", rank: 2),
            State("done", rank: 1, [.final]),
            State("cancelled", rank: 0, [.final]),
        ],
        transitions: [
            Transition("open", from: ["open"], to: nil, by: .office),
            Transition("start", from: ["open", "waiting"], to: "doing", by: .office),
            Transition("wait", from: ["open", "doing"], to: "waiting", by: .office),
            Transition("done", from: ["open", "doing", "waiting"], to: "done", by: .office),
            Transition(
                "cancel", from: ["open", "doing", "waiting"], to: "cancelled", by: .office),
            Transition("reopen", from: ["done", "cancelled"], to: "open", by: .office),
        ])

    /// A change an office asks for.
    ///
    /// Who accepts it writes it: of decisions that disagree, the acceptance is shown.
    package static let proposal = Workflow(
        "proposal", "Proposal of an office", .proposal, initial: "open",
        states: [
            State("open", rank: 1),
            State("needsEvidence", rank: 0),
            State("accepted", rank: 5, [.final]),
            State("rejected", rank: 4, [.final]),
            State("withdrawn", rank: 3, [.final]),
            State("superseded", rank: 2, [.final]),
        ],
        transitions: [
            Transition("open", from: ["open"], to: nil, by: .office),
            Transition("open", from: ["needsEvidence"], to: "open", by: .office),
            Transition(
                "needsEvidence", from: ["open"], to: "needsEvidence", by: .coordinator),
            Transition("accepted", from: undecided, to: "accepted", by: .coordinator),
            Transition("rejected", from: undecided, to: "rejected", by: .coordinator),
            Transition("superseded", from: undecided, to: "superseded", by: .coordinator),
            Transition("withdrawn", from: undecided, to: "withdrawn", by: .office),
        ])

    private static let undecided = ["open", "needsEvidence"]

    /// Who looks after a conflict; the conflict itself is derived from what disagrees.
    package static let conflict = Workflow(
        "conflict", "Care of a conflict", .conflictNote, initial: "open",
        states: [
            State("open", rank: 3),
            State("assigned", rank: 2),
            State("deferred", rank: 1),
            State("resolved", rank: 0, [.final]),
        ],
        transitions: [
            Transition("assign", from: unresolved, to: "assigned", by: .office),
            Transition("defer", from: unresolved, to: "deferred", by: .office),
            Transition("resolve", from: unresolved, to: "resolved", by: .office),
            Transition("reopen", from: ["resolved"], to: "open", by: .office),
        ])

    private static let unresolved = ["open", "assigned", "deferred"]
}
