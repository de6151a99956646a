package import Merge

extension RecordType {
    /// One round of talks on a contract's rates; offices do not see it.
    package static let negotiation = RecordType(
        "negotiation", "A renegotiation of a contract's fees.",
        visibility: .central, writers: .central,
        [
            .unit(
                "subject", .immutable,
                [
                    Field("contract", .reference("payor_contract"), required: true),
                    Field("startedOn", .day),
                ]),
            .steps(
                [
                    "due", "open", "requestSent", "inquiry", "offer", "counter", "accept", "refuse",
                    "amendmentSigned", "firstEobMatches", "eobMismatch", "missedWindow", "close",
                ],
                facts: [
                    Field("reference", .text(max: 60)),
                    Field("effectiveOn", .day),
                    Field("feeDraft", .reference("fee_draft")),
                    Field("by", .reference("user")),
                ]),
            .register("ask", .text(max: 1_000), .review),
            .register("nextActionOn", .day, .latest),
            .register("assignee", .reference("user"), .latest),
            .documents,
            .notes,
        ])
}
