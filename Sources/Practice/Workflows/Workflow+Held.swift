extension Workflow {
    /// A late edit of a record that moved on: whoever has the record takes it over or not.
    ///
    /// Who accepts it writes it: of decisions that disagree, the acceptance is shown.
    package static let custody = Workflow(
        "custody", "Edit in custody", .custody, initial: "open",
        states: [
            State("open", rank: 0),
            State("accepted", rank: 2, [.final]),
            State("rejected", rank: 1, [.final]),
        ],
        transitions: [
            Transition("accepted", from: ["open"], to: "accepted", by: .office),
            Transition("rejected", from: ["open"], to: "rejected", by: .office, needs: [.comment]),
        ])

    /// A write that the hub kept aside: its writer's office makes it again, or lets it go.
    package static let quarantine = Workflow(
        "quarantine", "Change in quarantine", .quarantine, initial: "open",
        states: [
            State("open", rank: 0),
            State("retried", rank: 2, [.final]),
            State("amended", rank: 3, [.final]),
            State("dropped", rank: 1, [.final]),
        ],
        transitions: [
            Transition("retried", from: ["open"], to: "retried", by: .office),
            Transition("amended", from: ["open"], to: "amended", by: .office),
            Transition("dropped", from: ["open"], to: "dropped", by: .office, needs: [.comment]),
        ])
}
