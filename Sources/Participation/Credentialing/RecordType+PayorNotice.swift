package import Merge
package import Records

extension RecordType {
    /// What a payor is told about a doctor's change; one notice per contract.
    package static let payorNotice = RecordType(
        "payor_notice", "A notice to a payor of a doctor's or an office's change.",
        visibility: .offices(PayorNotice.offices), writers: .central,
        PayorNotice.units)
}

/// What a `payor_notice` holds.
package enum PayorNotice: RecordKind {
    package static var type: RecordType { .payorNotice }

    package static let kind = Field("kind", .choice(noticeKinds), required: true)
    package static let contract = Field("contract", .reference("payor_contract"), required: true)
    package static let fromOffice = Field("fromOffice", .reference("office"))
    package static let toOffice = Field("toOffice", .reference("office"))
    package static let moveRun = Field("moveRun", .reference("move_run"))
    package static let payload = Field("payload", .text(max: 4_000))
    package static let onboardingRun = Field("onboardingRun", .reference("onboarding_run"))
    package static let subject = Unit(
        "subject", .immutable,
        [kind, contract, fromOffice, toOffice, moveRun, payload, onboardingRun])

    /// One of `practitioners`.
    package enum Practitioners {
        package static let practitioner = Field(
            "practitioner", .reference("practitioner"), required: true)
    }
    package static let practitioners = Rows.set("practitioners", [Practitioners.practitioner])

    package static let offices = OfficeRows<Self>()

    /// One of `confirmedDates`.
    package enum ConfirmedDates {
        package static let document = Field("document", .reference("document"), required: true)
        package static let effectiveFrom = Field("effectiveFrom", .day)
        package static let effectiveThrough = Field("effectiveThrough", .day)
        package static let supersedes = Field("supersedes", .reference("document"))
    }
    package static let confirmedDates = Rows.map(
        "confirmedDates", .blocking, key: [ConfirmedDates.document],
        [ConfirmedDates.effectiveFrom, ConfirmedDates.effectiveThrough, ConfirmedDates.supersedes])

    /// What a step says beside what every step may.
    package enum Status {
        package static let channel = Field(
            "channel", .choice(["portal", "email", "fax", "mail", "caqh", "phone"]))
        package static let reference = Field("reference", .text(max: 60))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case prepare, send, ack, confirm, reject, cancel
    }
    package static let status = Steps(
        Step.self, facts: [Status.channel, Status.reference])

    package static let nextActionOn = Register("nextActionOn", .day, .latest)
    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    /// What the payor was told each time; nobody rewrites what has been sent.
    package enum Letters {
        package static let letter = Field("letter", .text(max: 60_000), required: true)
        package static let sentOn = Field("sentOn", .day)
    }
    package static let letters = Rows.log("letters", [Letters.letter, Letters.sentOn])

    static let units: [any UnitToken] = [
        subject, practitioners, offices, confirmedDates, status, nextActionOn, assignee, documents,
        notes, letters,
    ]

    private static let noticeKinds = [
        "addLocation", "removeLocation", "move", "termination", "demographic", "tinChange",
    ]
}
