extension DeedForm {
    static let contracts: [DeedForm] = [
        DeedForm(
            name: "negotiate", title: "Go on with the talks on a contract's fees",
            lead: "One move at a time; who entered an offer has somebody else accept it.",
            verbs: ["contract", "negotiate"], button: "Write it down",
            asks: [
                Ask("code", "Contract", .pick(.contract), .word, isRequired: true),
                Ask(
                    "move", "Move",
                    .choice([
                        .init("open", "open the talks"), .init("inquiry", "we asked again"),
                        .init("counter", "we answered their offer"),
                        .init("accept", "we accept"), .init("refuse", "we refuse"),
                        .init("close", "the talks are over"),
                    ]), .flag, isRequired: true),
                Ask("ask", "What is asked for", help: "With the opening."),
                Ask("on", "When it happened", .day), Ask("next", "When to go on", .day),
                Ask("comment", "What there is to say"), reason,
            ]),
        DeedForm(
            name: "terminate", title: "End a contract",
            lead: "One person asks, another one gives the notice by the same form; every case in "
                + "network then gets its last day.",
            verbs: ["contract", "terminate"], button: "Ask for the end, or give the notice",
            asks: [
                Ask("code", "Contract", .pick(.contract), .word, isRequired: true),
                Ask("through", "The contract's last day", .day),
                Ask("document", "The notice", .pick(.document)), reasonNeeded,
            ]),
    ]

    /// What is logged on cases and notices as payors answer.
    static let cases: [DeedForm] = [
        DeedForm(
            name: "case-step", title: "Log a step on a case",
            lead: "What needs a date or a letter says so.", verbs: ["case", "advance"],
            button: "Log it",
            asks: [
                Ask("id", "Case", .hidden, .word, isRequired: true),
                Ask(
                    "step", "What happened",
                    .choice([
                        .init("prepare", "we prepare it"), .init("submit", "we sent it"),
                        .init("ack", "the payor has it"),
                        .init("deficiency", "the payor asks for more"),
                        .init("resubmit", "we sent what was missing"),
                        .init("credentialingApproved", "approved, not loaded yet"),
                        .init("loaded", "loaded: in network from a day"),
                        .init("recorded", "a letter says from when"),
                        .init("denied", "denied"), .init("termNotice", "its end was announced"),
                        .init("withdraw", "we withdraw it"), .init("reopen", "opened again"),
                    ]), .word, isRequired: true),
                Ask("on", "When", .day), Ask("effective", "From or through which day", .day),
                Ask("document", "The letter", .pick(.document)),
                Ask("reference", "The payor's reference"),
                Ask("next-action", "Look at it again on", .day),
                Ask("comment", "What there is to say"), reason,
            ]),
        DeedForm(
            name: "notice-step", title: "Log a step on a notice",
            lead: "A notice that was sent waits for the payor's word.",
            verbs: ["notice", "advance"], button: "Log it",
            asks: [
                Ask("id", "Notice", .hidden, .word, isRequired: true),
                Ask(
                    "step", "What happened",
                    .choice([
                        .init("send", "we sent it"), .init("ack", "the payor has it"),
                        .init("confirm", "the payor confirms a day"),
                        .init("reject", "the payor rejects it"), .init("cancel", "not needed"),
                    ]), .word, isRequired: true),
                Ask("on", "When", .day), Ask("effective", "From or through which day", .day),
                Ask(
                    "channel", "How it went",
                    .choice(
                        ["portal", "email", "fax", "mail", "caqh", "phone"].map { .init($0) })),
                Ask("document", "The letter", .pick(.document)),
                Ask("reference", "The payor's reference"),
                Ask("comment", "What there is to say"), reason,
            ]),
    ]
}
