package import Merge

extension RecordType {
    /// What a payor is told about a doctor's change; one notice per contract.
    package static let payorNotice = RecordType(
        "payor_notice", "A notice to a payor of a doctor's or an office's change.",
        visibility: .offices(set: "offices"), writers: .central,
        [
            .unit(
                "subject", .immutable,
                [
                    Field("kind", .choice(noticeKinds), required: true),
                    Field("contract", .reference("payor_contract"), required: true),
                    Field("fromOffice", .reference("office")),
                    Field("toOffice", .reference("office")),
                    Field("moveRun", .reference("move_run")),
                    Field("payload", .text(max: 4_000)),
                    Field("onboardingRun", .reference("onboarding_run")),
                ]),
            .set(
                "practitioners",
                [Field("practitioner", .reference("practitioner"), required: true)]),
            .offices(),
            .map(
                "confirmedDates", .blocking,
                key: [Field("document", .reference("document"), required: true)],
                [
                    Field("effectiveFrom", .day),
                    Field("effectiveThrough", .day),
                    Field("supersedes", .reference("document")),
                ]),
            .steps(
                ["prepare", "send", "ack", "confirm", "reject", "cancel"],
                facts: [
                    Field("channel", .choice(["portal", "email", "fax", "mail", "caqh", "phone"])),
                    Field("reference", .text(max: 60)),
                ]),
            .register("nextActionOn", .day, .latest),
            .register("assignee", .reference("user"), .latest),
            .documents,
            .notes,
            // What the payor was told each time; nobody rewrites what has been sent.
            .log(
                "letters",
                [
                    Field("letter", .text(max: 60_000), required: true),
                    Field("sentOn", .day),
                ]),
        ])

    private static let noticeKinds = [
        "addLocation", "removeLocation", "move", "termination", "demographic", "tinChange",
    ]
}
