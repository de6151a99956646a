// The matters of an office and of the coordinator.

extension HelpTopic {
    static let offline = HelpTopic(
        "offline", "What works without the line",
        [
            "Everything but hearing from others. Each machine has a store of its own with all that "
                + "its office may see. What you write is yours and safe the moment the command "
                + "returns, and others see it after the next sync of both.",
            "Two people may write the same field without knowing of each other. Nothing is "
                + "decided in silence then; the topic conflicts says what happens.",
            "Some things are the centre's, such as contracts, fees and doctors' cases. Where an "
                + "office changes one, the change waits as a proposal until the centre decides, "
                + "and until then what stood before counts everywhere.",
        ],
        commands: [
            ("`bridgework status`", "when this machine was last level, and what waits"),
            ("`bridgework sync`", "bring it level now"),
            ("`bridgework proposals list`", "what offices wrote that the centre decides"),
            ("`bridgework address`", "where the hub is called"),
            ("`bridgework courier export FILE`", "the line stays down: what a stick carries"),
        ])

    static let conflicts = HelpTopic(
        "conflicts", "What only a person can decide",
        [
            "A conflict is two values that two people wrote without having seen each other's, "
                + "where only one can be true: two spellings of a name, two effective dates of one "
                + "case. Both stay until somebody says which. One is shown meanwhile, and why is "
                + "told with it.",
            "A conflict can also be between records: two patients who look like one, two doctors "
                + "under one NPI, two assignments that overlap. You say which stands, or that both "
                + "are right.",
            "Whoever settles says what he saw. If another edit came in since, he is asked to look "
                + "again. A settlement travels like any edit, and can be undone by another.",
            "Some block: money or a doctor's standing hangs on them, and what hangs on them waits.",
        ],
        commands: [
            ("`bridgework conflicts`", "go through the queue, key by key"),
            ("`bridgework conflicts list`", "the queue, the most urgent first"),
            ("`bridgework conflicts show ID`", "both sides: who, when, having seen what"),
            ("`bridgework conflicts resolve ID --seen SEEN --take 1`", "say which"),
            ("`bridgework conflicts resolve ID --seen SEEN --distinct`", "both are right"),
            ("`bridgework conflicts undo ID`", "take a settlement back"),
            ("`bridgework explain patient ID name`", "every value that ever stood there"),
        ])

    static let moves = HelpTopic(
        "moves", "A doctor starts, moves, or leaves",
        [
            "A doctor is in network by contract, office and day: being credentialed with a payor "
                + "is not enough where each office is listed. So a start or a move opens a case "
                + "for each contract of the offices concerned, and a notice to each payor who must "
                + "be told, with the day by which.",
            "Every deed can be looked at before it is done: `--dry-run` prints the cases and "
                + "notices that it would open, and why a contract is left out.",
            "A case goes on by steps that are logged with their day: prepared, sent, received, "
                + "effective. From the effective day on the doctor is in network there, and no "
                + "day before.",
        ],
        commands: [
            ("`bridgework doctor onboard NPI`", "into every contract of the offices"),
            ("`bridgework doctor move NPI`", "from one office to another, across both"),
            ("`bridgework doctor add-location NPI`", "a further office"),
            ("`bridgework doctor leave NPI`", "an office, or the group"),
            ("`bridgework doctor runs`", "how far each of these is"),
            ("`bridgework case list`", "cases and where they stand today"),
            ("`bridgework notice list`", "what payors are to be told, and by when"),
            ("`bridgework network explain NPI`", "why in network, or why not"),
        ])

    static let gaps = HelpTopic(
        "gaps", "Days on which a doctor works and is not in network",
        [
            "A gap is a run of days on which a doctor is scheduled at an office while a payor's "
                + "contract there does not list him yet, or no longer. Claims of those days are "
                + "denied or paid as out of network.",
            "The schedule comes from `bridgework import schedule FILE`. Each gap is found again "
                + "whenever the schedule, a case or a contract changes, so nobody keeps a list.",
            "A gap wants a decision: start later, see other patients, bill as out of network, "
                + "or accept it. What was decided stays with it.",
        ],
        commands: [
            ("`bridgework doctor gaps`", "all gaps, by office and payor (R4)"),
            ("`bridgework doctor decide`", "say what is done about a doctor's gaps"),
            ("`bridgework doctor matrix`", "doctor by contract and office: state and date (R1)"),
            ("`bridgework today`", "gaps among all that is due"),
        ])

    static let fees = HelpTopic(
        "fees", "From a payor's letter to what an office bills",
        [
            "A fee schedule has versions, each good from a day on. The centre imports a draft from "
                + "the payor's file, compares it with what is in force, and hands it over; another "
                + "person approves exactly those lines; then it is published. Offices get it with "
                + "the next sync, stage it, and apply it on its day, each with a receipt.",
            "What a code is paid on a date of service follows from the doctor's path of access to "
                + "the contract, the office, the plan and the version of that day, and is told "
                + "with the reason. A version in error is recalled: offices fall back, and "
                + "patients who were given an estimate by it are named.",
        ],
        commands: [
            ("`bridgework fees import FILE --schedule CODE`", "a draft from the payor's file"),
            ("`bridgework fees diff CODE`", "code by code against what is published"),
            ("`bridgework fees submit CODE`", "hand it over for approval"),
            ("`bridgework fees approve CODE`", "approve those very lines"),
            ("`bridgework fees publish CODE`", "to offices, from a day on"),
            ("`bridgework fees rollout CODE`", "received, staged, applied, confirmed"),
            ("`bridgework fees lookup CODE`", "what a code is paid on a day, and why"),
        ])

    static let contracts = HelpTopic(
        "contracts", "Contracts with payors, and when to talk again",
        [
            "A contract says where it holds (all offices, or those listed), how doctors come into "
                + "it (each credentialed, or the group), and when it renews. The last day to give "
                + "notice is reckoned from that, and stands in `bridgework today` before it comes.",
            "To end one takes two people: one asks, another gives the notice. Doctors' cases, fees "
                + "and the patients whom the end concerns follow from it.",
        ],
        commands: [
            ("`bridgework contract list`", "by the next deadline, with how talks stand"),
            ("`bridgework contract add CODE`", "enter one, with the offices it covers"),
            ("`bridgework contract negotiate CODE`", "the next move of the talks"),
            ("`bridgework contract patients CODE`", "whom its end concerns"),
            ("`bridgework contract terminate CODE`", "end it"),
            ("`bridgework connection gaps`", "what keeps claims and remittances from its payor"),
        ])

    static let visits = HelpTopic(
        "visits", "Before a patient comes: is the cover there, and the consent",
        [
            "A coverage is to be verified when it never was, when an appointment is near and the "
                + "payor's last word is old, when it or its plan changed, and in a new benefit "
                + "year. Somebody takes it on, and the payor's word ends it: by telephone, portal, "
                + "fax or an electronic answer (271).",
            "All answers are kept, and the newest counts. Two of one day that say a figure "
                + "differently are a conflict, unless one was written having seen the other. An "
                + "answer that a cover is over names the appointments that are not covered.",
            "Some payors want to agree to a service first. Their rules are entered by code; what "
                + "an appointment plans without a consent that holds on its day stands in "
                + "`bridgework today`, and its claim is held. Two letters that disagree both "
                + "stand until somebody says which counts.",
        ],
        commands: [
            ("`bridgework import appointments FILE`", "whom the office expects when"),
            ("`bridgework verification list`", "what has to be verified, by appointment (R10)"),
            ("`bridgework verification take ID`", "take it on, or give it to somebody"),
            ("`bridgework verification complete ID`", "what the payor said"),
            ("`bridgework import x12 FILE`", "or what it answered electronically: 271, 278, 834"),
            ("`bridgework authorization rule PAYOR CODE`", "what a payor wants for a code"),
            ("`bridgework authorization planned`", "what is planned without it"),
            ("`bridgework authorization list`", "how far each is, and what is missing (R11)"),
            ("`bridgework authorization approve ID`", "the payor's letter: number, days, units"),
            ("`bridgework report unused-benefits`", "what patients would lose (R13)"),
        ])

    static let claims = HelpTopic(
        "claims", "Where a claim stands, and why",
        [
            "Claims are sent by the practice's software. Bridgework reads what it sent (837), "
                + "what was answered (999, 277CA, 277) and what was paid (835), and holds each "
                + "beside contract, case, fee version and coverage. So it says before a claim goes "
                + "out what is against it, and afterwards why it was denied or paid short.",
            "A file names patients and doctors in its own way. What cannot be matched waits until "
                + "a person says whose it is.",
        ],
        commands: [
            ("`bridgework import x12 FILE`", "read any of these files; each counts once"),
            ("`bridgework claim check`", "what is against claims, and what mends it"),
            ("`bridgework claim list`", "claims that are not over"),
            ("`bridgework claim match ID`", "say whose it is"),
            ("`bridgework claim secondary`", "what a second plan is to be asked, and the figures"),
            ("`bridgework denial list`", "which services are denied, and what mends it"),
            ("`bridgework appeal open ID`", "ask the payor to decide again, level by level"),
            ("`bridgework remittance list`", "what payors paid, and what waits"),
            ("`bridgework answer list`", "what payors answered of somebody whom nobody knew"),
            ("`bridgework receivable list`", "what is open, by the practice's own ledger"),
        ])

    static let formats = HelpTopic(
        "formats", "How days, money, names and files are written",
        [
            "Days are YYYY-MM-DD. Money is dollars with two decimals, 120.00; per cents are plain "
                + "numbers, 80. Identifiers that have a check digit, such as an NPI, are checked.",
            "Records go by what people call them: doctors by NPI, users by login, offices, "
                + "contracts, schedules, payors and plans by code, everything by its id or an end "
                + "of it that fits no other.",
            "Lists fit the terminal, and longer ones are shown page by page by PAGER, or less; "
                + "PAGER=cat prints them. `--wide` cuts nothing, `--columns` chooses, `--format` "
                + "json or csv is for programs. Results are on standard output, talk on standard "
                + "error.",
            "CSV files have a header line. `bridgework import patients --help` and its siblings "
                + "name the columns; `--dry-run` says what would be done. A bad row keeps the "
                + "whole file out, and is told with its line and column.",
            "Exit codes: 0 done, 1 refused with a reason, 2 misuse, 3 try again.",
        ],
        commands: [
            ("`bridgework list patient --format json`", "for programs"),
            ("`bridgework show payor CODE`", "one record with all its fields"),
            ("`bridgework workflow enrollment`", "states and steps of a workflow"),
        ])

    static let people = HelpTopic(
        "people", "Who may do what",
        [
            "Whoever types says who he is, `--as LOGIN` or BRIDGEWORK_USER, and it stands with "
                + "each change for good. A login has a role; the centre gives them, an office may "
                + "propose. Some deeds take two people: fees and the end of a contract.",
            "What an office may see is its own patients, and of the centre's records what concerns "
                + "it. The hub checks that on every message, by the machine's certificate.",
        ],
        commands: [
            ("`bridgework user list`", "logins, roles and offices"),
            ("`bridgework user add LOGIN --role ROLE`", "a new one"),
            ("`bridgework user review`", "who has gone quiet"),
            ("`bridgework history`", "what was written here, by whom"),
        ])

    static let office: [HelpTopic] = [
        .offline, .conflicts, .moves, .gaps, .fees, .contracts, .visits, .claims, .people,
        .formats,
    ]
}

extension Bridgework: ExplainedProgram {
    package static let topics = HelpTopic.office
}
