package import Merge

extension RecordType {
    /// One doctor in one contract at one office: the case from preparation to its end.
    package static let enrollment = RecordType(
        "enrollment", "A doctor's enrolment in a contract at an office.",
        visibility: .office(field: "office"), writers: .central,
        [
            .unit(
                "identity", .immutable,
                [
                    Field("practitioner", .reference("practitioner"), required: true),
                    Field("contract", .reference("payor_contract"), required: true),
                    Field("office", .reference("office"), required: true),
                ]),
            .steps(
                enrollmentSteps,
                facts: [
                    Field("channel", .choice(["portal", "email", "fax", "mail", "caqh", "phone"])),
                    Field("reference", .text(max: 60)),
                    Field("effectiveOn", .day),
                    Field("by", .reference("user")),
                ]),
            .register(
                "participation",
                .choice(["inNetwork", "registeredOutOfNetwork", "notLoaded"]), .review),
            .register("requestedEffectiveOn", .day, .review),
            // The most expensive date in the system: two letters that disagree both stand.
            .map(
                "effectiveDates", .blocking,
                key: [Field("document", .reference("document"), required: true)],
                [
                    Field("effectiveFrom", .day, required: true),
                    Field("retroactiveTo", .day),
                    Field("supersedes", .reference("document")),
                ]),
            .unit(
                "ending", .review,
                [
                    Field("effectiveThrough", .day),
                    Field("termReason", .choice(termReasons)),
                    Field("termDocument", .reference("document")),
                ]),
            .unit(
                "payorNumbers", .review,
                [
                    Field("payorProviderId", .text(max: 40)),
                    Field("payorLocationId", .text(max: 40)),
                ]),
            .register("lastContactOn", .day, .maximum, writers: ownOffice),
            .register("nextActionOn", .day, .latest, writers: ownOffice),
            .register("recredentialDueOn", .day, .review),
            .register(
                "directoryListed", .choice(["yes", "no", "wrong"]), .review, writers: ownOffice),
            .register("directoryCheckedOn", .day, .maximum, writers: ownOffice),
            .register("feeSchedule", .reference("fee_schedule"), .review),
            .register("feeTier", .text(max: 40), .review),
            .address("addressOnFile", prefix: "onFile", .review),
            .register("assignee", .reference("user"), .latest, writers: ownOffice),
            .set(
                "blockers", writers: ownOffice,
                [Field("blocker", .text(max: 150), required: true)]),
            .documents,
            .notes,
            .imported,
        ])

    private static let ownOffice = Writers.office(field: "office")

    private static let enrollmentSteps = [
        "prepare", "submit", "ack", "deficiency", "resubmit", "credentialingApproved", "denied",
        "loaded", "recorded", "directoryWrong", "correctEffective", "retroGranted", "termNotice",
        "recredentialDue", "recredentialApproved", "lapse", "withdraw", "reopen",
    ]

    private static let termReasons = [
        "doctorLeft", "officeLeft", "contractEnded", "payorTerminated", "lapsed", "other",
    ]
}
