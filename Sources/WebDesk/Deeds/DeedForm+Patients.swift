extension DeedForm {
    static let patients: [DeedForm] = [
        DeedForm(
            name: "verify", title: "Record what the payor said of a coverage",
            lead: "By telephone, portal, fax or electronic answer.",
            verbs: ["coverage", "verify"], button: "Record it",
            asks: [
                Ask("coverage", "Coverage", .hidden, .word, isRequired: true),
                Ask(
                    "answer", "Answer",
                    .choice([
                        .init("active", "active"), .init("inactive", "not active"),
                    ]), .flag, isRequired: true),
                Ask(
                    "method", "How",
                    .choice([
                        .init("phone"), .init("portal"), .init("fax"),
                        .init("271", "electronic (271)"),
                    ]), isRequired: true),
                Ask("through", "Last day, where it is over", .day),
                Ask("reference", "The payor's reference"), Ask("rep", "Who answered"),
                Ask("on", "Day of the answer", .day),
                Ask("maximum-used", "Used of the yearly maximum"),
                Ask("deductible-met", "Met of the deductible"), Ask("comment", "A word on it"),
                reason,
            ]),
        DeedForm(
            name: "estimate", title: "Estimate what a patient pays",
            lead: "With every step and where it comes from. Nothing is written.",
            verbs: ["estimate", "show"], button: "Estimate",
            asks: [
                Ask("patient", "Patient", .hidden, isRequired: true),
                Ask("doctor", "Treating doctor", .pick(.doctor), isRequired: true),
                Ask("office", "Office", .pick(.office)), Ask("on", "Date of service", .day),
                Ask(
                    "services", "Services", .text, .words, isRequired: true,
                    help: "Procedure codes, CODE or CODE:TOOTH, with blanks between."),
            ], canRehearse: false, isQuestion: true, flags: ["explain"]),
        DeedForm(
            name: "task-done", title: "A task is done", lead: "",
            verbs: ["step", "log"], button: "It is done",
            asks: [
                Ask("type", "Type", .fixed("task"), .word),
                Ask("id", "Task", .hidden, .word, isRequired: true),
                Ask("step", "Step", .fixed("done"), .word),
                Ask("comment", "A word on it"), reason,
            ]),
    ]

    /// What a held write can be answered with, by the command that answers.
    static let held: [DeedForm] = [
        held("proposals", "accept", "Accept the proposal", "Accept it"),
        held("proposals", "reject", "Reject the proposal", "Reject it", needsReason: true),
        held("custody", "accept", "Write the late edit", "Accept it"),
        held("custody", "reject", "Leave the late edit out", "Leave it out", needsReason: true),
        held("quarantine", "retry", "Make the change again", "Make it again"),
        held("quarantine", "drop", "Drop the change", "Drop it", needsReason: true),
    ]

    private static func held(
        _ word: String, _ verb: String, _ title: String, _ button: String,
        needsReason: Bool = false
    ) -> DeedForm {
        DeedForm(
            name: "\(word)-\(verb)", title: title, lead: "", verbs: [word, verb], button: button,
            asks: [
                Ask("id", "Id", .hidden, .word, isRequired: true),
                needsReason ? reasonNeeded : reason,
            ], canRehearse: false)
    }

    /// Every form, by its name in an address.
    static let all: [String: DeedForm] = Dictionary(
        uniqueKeysWithValues: (doctors + cases + fees + patients + held + contracts).map {
            ($0.name, $0)
        })
}
