extension DeedForm {
    static let npi = Ask("npi", "Doctor", .pick(.doctor), .word, isRequired: true)
    static let reason = Ask(
        "reason", "Why", help: "Stays with the change, for whoever asks later.")
    static let reasonNeeded = Ask(
        "reason", "Why", isRequired: true, help: "Stays with the decision.")

    static let doctors: [DeedForm] = [
        DeedForm(
            name: "onboard", title: "Bring a doctor into every contract",
            lead: "Every contract at every office is listed: a case is opened, the payor is told, "
                + "or it is left out with the reason.",
            verbs: ["doctor", "onboard"], button: "Start the onboarding",
            asks: [
                npi, Ask("start", "First day at work", .day, isRequired: true),
                Ask(
                    "offices", "Offices",
                    help: "Codes, as A01,B01; wherever the doctor is assigned if left blank."),
                reason,
            ]),
        DeedForm(
            name: "move", title: "Move a doctor to another office",
            lead: "One notice per contract, cases at the new office, tasks with their due days.",
            verbs: ["doctor", "move"], button: "Start the move",
            asks: [
                npi, Ask("from", "From office", .pick(.office), isRequired: true),
                Ask("to", "To office", .pick(.office), isRequired: true),
                Ask("last-day", "Last day there", .day, isRequired: true),
                Ask("first-day", "First day here", .day, isRequired: true), reason,
            ]),
        DeedForm(
            name: "add-location", title: "Give a doctor a further office",
            lead: "As a move, without an office that is left.",
            verbs: ["doctor", "add-location"], button: "Add the office",
            asks: [
                npi, Ask("office", "Office", .pick(.office), isRequired: true),
                Ask("first-day", "First day there", .day, isRequired: true), reason,
            ]),
        DeedForm(
            name: "leave", title: "Let a doctor leave",
            lead: "An office, or the group where none is named; every payor that knows the doctor "
                + "is told.",
            verbs: ["doctor", "leave"], button: "Let the doctor go",
            asks: [
                npi, Ask("from", "Office that is left", .pick(.office)),
                Ask("last-day", "Last day", .day, isRequired: true), reason,
            ]),
        DeedForm(
            name: "decide", title: "Say what is done about a doctor's gaps",
            lead: "For every gap over these days, at this office and in this contract if they are "
                + "given.",
            verbs: ["doctor", "decide"], button: "Write the choice down",
            asks: [
                npi,
                Ask(
                    "choice", "Choice",
                    .choice([
                        .init("settle", "settle it with the payor"),
                        .init("reschedule", "reschedule the patients"),
                        .init("outOfNetwork", "treat as out of network"),
                        .init("reassign", "have an enrolled doctor treat and bill"),
                        .init("hold", "hold the claims"), .init("renew", "renew what lapsed"),
                    ]), .word, isRequired: true),
                Ask("office", "Office", .pick(.office)),
                Ask("contract", "Contract", .pick(.contract)), Ask("from", "From", .day),
                Ask("to", "Through", .day),
                Ask("replacement", "Who treats instead", .pick(.doctor)),
                Ask("comment", "A word on it"), reason,
            ]),
        DeedForm(
            name: "close-move", title: "Close a move",
            lead: "Once every payor has answered.", verbs: ["doctor", "runs", "close"],
            button: "Close it",
            asks: [
                Ask("id", "Move", .hidden, .word, isRequired: true),
                Ask("comment", "Why", isRequired: true),
            ]),
    ]
}
