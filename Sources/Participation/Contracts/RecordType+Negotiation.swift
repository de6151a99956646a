package import Merge
package import Records

extension RecordType {
    /// One round of talks on a contract's rates; offices do not see it.
    package static let negotiation = RecordType(
        "negotiation", "A renegotiation of a contract's fees.",
        visibility: .central, writers: .central,
        Negotiation.units)
}

/// What a `negotiation` holds.
package enum Negotiation: RecordKind {
    package static var type: RecordType { .negotiation }

    package static let contract = Field("contract", .reference("payor_contract"), required: true)
    package static let startedOn = Field("startedOn", .day)
    package static let subject = Unit("subject", .immutable, [contract, startedOn])

    /// What a step says beside what every step may.
    package enum Status {
        package static let reference = Field("reference", .text(max: 60))
        package static let effectiveOn = Field("effectiveOn", .day)
        package static let feeDraft = Field("feeDraft", .reference("fee_draft"))
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case due, open, requestSent, inquiry, offer, counter, accept, refuse, amendmentSigned
        case firstEobMatches, eobMismatch, missedWindow, close
    }
    package static let status = Steps(
        Step.self, facts: [Status.reference, Status.effectiveOn, Status.feeDraft, Status.by])

    package static let ask = Register("ask", .text(max: 1_000), .review)
    package static let nextActionOn = Register("nextActionOn", .day, .latest)
    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        subject, status, ask, nextActionOn, assignee, documents, notes,
    ]
}
