extension Workflow {
    /// What is known of a patient's cover: each verification outweighs what was known before.
    package static let coverage = Workflow(
        "coverage", "Coverage of a patient", .coverage, initial: "unverified",
        states: [
            State("unverified", rank: 1),
            State("active", rank: 0, [.inForce]),
            State("unknown", rank: 2),
            State("inactive", rank: 3),
            State("terminated", rank: 4),
        ],
        transitions: [
            Transition("enter", from: ["unverified"], to: nil, by: .office),
            Transition("verifyActive", from: known, to: "active", by: .office),
            Transition("verifyInactive", from: known, to: "inactive", by: .office),
            Transition("markUnknown", from: known, to: "unknown", by: .office),
            Transition("terminate", from: known, to: "terminated", by: .office),
        ])

    private static let known = ["unverified", "active", "unknown", "inactive", "terminated"]

    /// One verification of benefits; an answer may be recorded in one step.
    package static let verification = Workflow(
        "verification", "Verification of benefits", .benefitVerification, initial: "needed",
        states: [
            State("needed", rank: 4),
            State("assigned", rank: 3),
            State("inProgress", rank: 2),
            State("verifiedActive", rank: 0, [.inForce]),
            State("verifiedInactive", rank: 6),
            State("unable", rank: 5),
            State("stale", rank: 1, [.derived]),
        ],
        transitions: [
            Transition("need", from: ["needed"], to: nil, by: .system),
            Transition(
                "need", from: ["verifiedActive", "verifiedInactive", "unable", "stale"],
                to: "needed", by: .system),
            Transition("claimWork", from: ["needed", "assigned"], to: "assigned", by: .office),
            Transition("begin", from: ["needed", "assigned"], to: "inProgress", by: .office),
            Transition("completeActive", from: unanswered, to: "verifiedActive", by: .office),
            Transition("completeInactive", from: unanswered, to: "verifiedInactive", by: .office),
            Transition(
                "cannot", from: unanswered, to: "unable", by: .office, needs: [.comment]),
            .dated("expires", from: ["verifiedActive", "verifiedInactive"], to: "stale"),
        ])

    private static let unanswered = ["needed", "assigned", "inProgress"]
}
