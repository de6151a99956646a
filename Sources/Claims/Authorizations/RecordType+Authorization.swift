package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What a payor is asked to agree to before the work is done.
    ///
    /// Every office that sees the coverage sees it: units that two of them use are one number.
    package static let authorization = RecordType(
        "authorization", "A prior authorization or predetermination that a payor is asked for.",
        visibility: .parent(Authorization.coverage), writers: .offices,
        Authorization.units)
}

/// What an `authorization` holds.
package enum Authorization: RecordKind {
    package static var type: RecordType { .authorization }

    package static let coverage = Register(
        "coverage", .reference("coverage"), .immutable, required: true)

    /// A prior authorization is asked for because the payor demands it, a predetermination to know
    /// what it would pay.
    package static let kind = Field(
        "kind", .choice(Kind.allCases.map(\.rawValue)), required: true)
    package static let office = Field("office", .reference("office"))
    package static let practitioner = Field("practitioner", .reference("practitioner"))
    package static let plannedOn = Field("plannedOn", .day)
    package static let appointment = Field("appointment", .reference("appointment"))
    /// Our own number of the claim by which a predetermination is asked.
    package static let claimNumber = Field("claimNumber", .text(max: 50))
    package static let request = Unit(
        "request", .immutable,
        [kind, office, practitioner, plannedOn, appointment, claimNumber])

    /// What is asked for.
    package enum Kind: String, CaseIterable, Sendable {
        case prior, predetermination
    }

    /// One of `lines`.
    package enum Lines {
        package static let code = Field("code", .format(.procedure), required: true)
        package static let tooth = Field("tooth", .text(max: 10))
        package static let units = Field("units", .integer(1...9_999))
    }
    package static let lines = Rows.map(
        "lines", .review, key: [Lines.code, Lines.tooth], [Lines.units])

    /// What a payor's letter says: two that disagree both stand until one supersedes the other.
    package enum Letters {
        package static let document = Field("document", .reference("document"), required: true)
        package static let number = Field("number", .text(max: 50))
        package static let decidedOn = Field("decidedOn", .day)
        package static let approvedFrom = Field("approvedFrom", .day)
        package static let approvedThrough = Field("approvedThrough", .day)
        package static let units = Field("units", .integer(0...9_999))
        package static let supersedes = Field("supersedes", .reference("document"))
    }
    package static let letters = Rows.map(
        "letters", .blocking, key: [Letters.document],
        [
            Letters.number, Letters.decidedOn, Letters.approvedFrom, Letters.approvedThrough,
            Letters.units, Letters.supersedes,
        ])

    /// One use: the same service entered at two offices is one, two services are two.
    package enum Uses {
        package static let servedOn = Field("servedOn", .day, required: true)
        package static let code = Field("code", .format(.procedure), required: true)
        package static let tooth = Field("tooth", .text(max: 10))
        package static let units = Field("units", .integer(1...9_999))
        package static let claimNumber = Field("claimNumber", .text(max: 50))
    }
    package static let uses = Rows.set(
        "uses", [Uses.servedOn, Uses.code, Uses.tooth, Uses.units, Uses.claimNumber])

    /// What went to the payor beside the request.
    package enum Attachments {
        package static let attachment = Field("attachment", .text(max: 40), required: true)
        package static let sentOn = Field("sentOn", .day)
        package static let reference = Field("reference", .text(max: 60))
    }
    package static let attachments = Rows.map(
        "attachments", .latest, key: [Attachments.attachment],
        [Attachments.sentOn, Attachments.reference])

    /// What a step says beside what every step may.
    package enum Status {
        package static let reference = Field("reference", .text(max: 60))
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow; what a payor answers to a predetermination, and what is used up,
    /// is read from other records.
    package enum Step: String, StepWord {
        case require, waive, prepare, submit, ack, requestInfo, sendInfo
        case approve, approvePartly, deny, withdraw, answer, use
    }
    package static let status = Steps(Step.self, facts: [Status.reference, Status.by])

    /// The last day for what the payor asked for.
    package static let infoDueOn = Register("infoDueOn", .day, .minimum)
    /// The last day for an appeal of a denial.
    package static let appealBy = Register("appealBy", .day, .minimum)
    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let nextActionOn = Register("nextActionOn", .day, .latest)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        coverage, request, lines, letters, uses, attachments, status, infoDueOn, appealBy,
        assignee, nextActionOn, documents, notes,
    ]
}
