extension Workflow {
    /// A licence, registration or certificate.
    ///
    /// An adverse word stays until somebody clears it with evidence; expiry is read from the
    /// validity and today, and ends by a renewal.
    package static let credential = Workflow(
        "credential", "Credential of a doctor", .credential, initial: "pendingVerification",
        states: [
            State("pendingVerification", rank: 3),
            State("active", rank: 0, [.inForce]),
            State("expiring", rank: 2, [.inForce, .derived]),
            State("renewalSubmitted", rank: 1, [.inForce]),
            State("expired", rank: 5, [.derived]),
            State("superseded", rank: 4, [.final]),
            State("suspended", rank: 6),
            State("revoked", rank: 7),
        ],
        transitions: [
            Transition("draft", from: ["pendingVerification"], to: nil, by: .coordinator),
            Transition("submitted", from: ["pendingVerification"], to: nil, by: .coordinator),
            Transition(
                "verified", from: ["pendingVerification", "active"], to: "active",
                by: .coordinator),
            Transition(
                "renewalSubmitted", from: ["active"], to: "renewalSubmitted", by: .coordinator),
            Transition(
                "renewed", from: ["active", "renewalSubmitted"], to: "active", by: .coordinator),
            Transition(
                "suspended", from: ["pendingVerification", "active", "renewalSubmitted"],
                to: "suspended", by: .payor),
            Transition(
                "revoked",
                from: ["pendingVerification", "active", "renewalSubmitted", "suspended"],
                to: "revoked", by: .payor),
            Transition(
                "reinstated", from: ["active", "renewalSubmitted", "suspended", "revoked"],
                to: "active", by: .payor, needs: [.document]),
            Transition(
                "superseded", from: ["pendingVerification", "active", "renewalSubmitted"],
                to: "superseded", by: .coordinator),
            .dated("expiring", from: ["active"], to: "expiring"),
            .dated("dayAfterExpiry", from: ["expiring", "renewalSubmitted"], to: "expired"),
        ])
}
