package import Merge
package import Records

extension RecordType {
    /// One doctor in one contract at one office: the case from preparation to its end.
    package static let enrollment = RecordType(
        "enrollment", "A doctor's enrolment in a contract at an office.",
        visibility: .office(Enrollment.office), writers: .central,
        Enrollment.units)
}

/// What an `enrollment` holds.
package enum Enrollment: RecordKind {
    package static var type: RecordType { .enrollment }

    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    package static let contract = Field("contract", .reference("payor_contract"), required: true)
    package static let office = Field("office", .reference("office"), required: true)
    package static let identity = Unit("identity", .immutable, [practitioner, contract, office])

    /// What a step says beside what every step may.
    package enum Status {
        package static let channel = Field(
            "channel", .choice(["portal", "email", "fax", "mail", "caqh", "phone"]))
        package static let reference = Field("reference", .text(max: 60))
        package static let effectiveOn = Field("effectiveOn", .day)
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case prepare, submit, ack, deficiency, resubmit, credentialingApproved, denied, loaded
        case recorded, directoryWrong, correctEffective, retroGranted, termNotice, recredentialDue
        case recredentialApproved, lapse, withdraw, reopen
    }
    package static let status = Steps(
        Step.self, facts: [Status.channel, Status.reference, Status.effectiveOn, Status.by])

    package static let participation = Register(
        "participation", .choice(["inNetwork", "registeredOutOfNetwork", "notLoaded"]), .review)
    package static let requestedEffectiveOn = Register("requestedEffectiveOn", .day, .review)

    /// The most expensive date in the system: two letters that disagree both stand.
    package enum EffectiveDates {
        package static let document = Field("document", .reference("document"), required: true)
        package static let effectiveFrom = Field("effectiveFrom", .day, required: true)
        package static let retroactiveTo = Field("retroactiveTo", .day)
        package static let supersedes = Field("supersedes", .reference("document"))
    }
    package static let effectiveDates = Rows.map(
        "effectiveDates", .blocking, key: [EffectiveDates.document],
        [EffectiveDates.effectiveFrom, EffectiveDates.retroactiveTo, EffectiveDates.supersedes])

    package static let effectiveThrough = Field("effectiveThrough", .day)
    package static let termReason = Field("termReason", .choice(termReasons))
    package static let termDocument = Field("termDocument", .reference("document"))
    package static let ending = Unit(
        "ending", .review, [effectiveThrough, termReason, termDocument])

    package static let payorProviderId = Field("payorProviderId", .text(max: 40))
    package static let payorLocationId = Field("payorLocationId", .text(max: 40))
    package static let payorNumbers = Unit(
        "payorNumbers", .review, [payorProviderId, payorLocationId])

    package static let lastContactOn = Register("lastContactOn", .day, .maximum, writers: ownOffice)
    package static let nextActionOn = Register("nextActionOn", .day, .latest, writers: ownOffice)
    package static let recredentialDueOn = Register("recredentialDueOn", .day, .review)
    package static let directoryListed = Register(
        "directoryListed", .choice(["yes", "no", "wrong"]), .review, writers: ownOffice)
    package static let directoryCheckedOn = Register(
        "directoryCheckedOn", .day, .maximum, writers: ownOffice)
    package static let feeSchedule = Register("feeSchedule", .reference("fee_schedule"), .review)
    package static let feeTier = Register("feeTier", .text(max: 40), .review)
    package static let addressOnFile = Address("addressOnFile", prefix: "onFile", .review)
    package static let assignee = Register(
        "assignee", .reference("user"), .latest, writers: ownOffice)

    /// One of `blockers`.
    package enum Blockers {
        package static let blocker = Field("blocker", .text(max: 150), required: true)
    }
    package static let blockers = Rows.set("blockers", writers: ownOffice, [Blockers.blocker])

    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        identity, status, participation, requestedEffectiveOn, effectiveDates, ending, payorNumbers,
        lastContactOn, nextActionOn, recredentialDueOn, directoryListed, directoryCheckedOn,
        feeSchedule, feeTier, addressOnFile, assignee, blockers, documents, notes, imported,
    ]

    private static let ownOffice = Writers.office(Enrollment.office)

    private static let termReasons = [
        "doctorLeft", "officeLeft", "contractEnded", "payorTerminated", "lapsed", "other",
    ]
}
