extension DeedForm {
    private static let schedule = Ask(
        "schedule", "Schedule", .pick(.schedule), .word, isRequired: true)

    static let fees: [DeedForm] = [
        DeedForm(
            name: "fee-set", title: "Type one fee into the draft",
            lead: "It holds once the draft is approved and published.", verbs: ["fees", "set"],
            button: "Put it into the draft",
            asks: [
                schedule, Ask("code", "Code", .text, .word, isRequired: true),
                Ask(
                    "price", "Price", .text, .word, isRequired: true, help: "Such as 57.00."),
                Ask("note", "Remark"), reason,
            ]),
        DeedForm(
            name: "fee-submit", title: "Hand the draft over for approval",
            lead: "What deserves a look needs a reason.", verbs: ["fees", "submit"],
            button: "Hand it over", asks: [schedule, reason]),
        DeedForm(
            name: "fee-approve", title: "Approve the draft",
            lead: "These lines and no others: the digest names them.",
            verbs: ["fees", "approve"], button: "Approve it",
            asks: [
                schedule,
                Ask(
                    "digest", "Digest", .digest, isRequired: true,
                    help: "As shown under the difference; its first eight digits are enough."),
                reason,
            ]),
        DeedForm(
            name: "fee-reject", title: "Send the draft back", lead: "To be mended.",
            verbs: ["fees", "reject"], button: "Send it back", asks: [schedule, reasonNeeded]),
        DeedForm(
            name: "fee-publish", title: "Publish the approved draft",
            lead: "Offices have it ahead of its day and switch by their own calendar.",
            verbs: ["fees", "publish"], button: "Publish it",
            asks: [
                schedule,
                Ask("effective", "First date of service", .day, isRequired: true),
                Ask("audience", "Offices", help: "all, or codes as A01,B01."), reason,
            ]),
        DeedForm(
            name: "fee-recall", title: "Recall a version",
            lead: "Offices fall back to the one before.", verbs: ["fees", "recall"],
            button: "Recall it",
            asks: [
                schedule, Ask("version", "Version", .number, .word, isRequired: true),
                Ask("from", "From date of service", .day),
                Ask("approver", "Who agrees", .pick(.user)), reasonNeeded,
            ]),
    ]
}
