import ArgumentParser
internal import Benefits
import Merge
internal import Records
import Replica
internal import Tables

/// What a patient will probably pay.
struct EstimateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Estimate what a patient pays for services, on the screen or on paper.",
        discussion: """
            `estimate --patient …` works it out; `estimate print --patient …` writes it for the \
            patient. `estimate show --help` explains how it is worked out.
            """,
        subcommands: [Show.self, Print.self], defaultSubcommand: Show.self)
}

/// What an estimate is asked of.
struct EstimateOptions: ParsableArguments {
    @Option(help: "The patient's id, or the end of it.")
    var patient: String?

    @Option(help: "Only this coverage, instead of the patient's order.")
    var coverage: String?

    @Option(help: "The treating doctor's NPI.")
    var doctor: String

    @Option(help: "The office's code; this replica's own if not given.")
    var office: String?

    @Option(help: "The date of service, YYYY-MM-DD; today if not given.")
    var on: Day?

    @Argument(help: "Procedure codes, CODE or CODE:TOOTH.")
    var services: [String]

    func validate() throws {
        guard patient != nil || coverage != nil else {
            throw ValidationError("Name a --patient or a --coverage.")
        }
        guard (1...99).contains(services.count) else {
            throw ValidationError("Name 1 to 99 procedure codes.")
        }
        _ = try asked
    }

    private var asked: [(code: String, tooth: String?)] {
        get throws {
            try services.map { text in
                let parts = text.split(separator: ":", omittingEmptySubsequences: false)
                guard parts.count <= 2,
                    let code = TextFormat.procedure.normalized(String(parts[0])),
                    parts.count == 1 || (1...2).contains(parts[1].utf8.count)
                else {
                    throw ValidationError("A service is written CODE or CODE:TOOTH, as D2740:14.")
                }
                guard parts.count == 2 else { return (code, nil) }
                guard let tooth = ToothPlace.named(String(parts[1])) else {
                    throw ValidationError(
                        "There is no tooth \(parts[1]): \(FieldProblem.notTooth).")
                }
                return (code, tooth)
            }
        }
    }

    static let insteadOf: ArgumentHelp = """
        With --give: the estimate of the same patient, office and day whose place it takes, the \
        end of its id.
        """

    func question(at desk: Desk) throws -> EstimateQuestion {
        var question = EstimateQuestion(
            doctor: doctor, on: try on ?? desk.today, services: try asked)
        question.patient = patient
        question.coverage = coverage
        question.office = office
        return question
    }
}

extension EstimateCommand {
    /// On paper, for the patient.
    struct Print: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write an estimate for the patient, as text or PDF.",
            discussion: """
                The office, the visit, each service with its fee, what the insurances pay and \
                what is left to pay, in plain words. \(PrintOptions.discussion) With --give it is \
                kept, as `estimate --give` does.

                Example: bridgework estimate print --patient 4f2a91c3 --doctor 2000000012 D1110
                """)

        @OptionGroup var options: DeskOptions

        @OptionGroup var asked: EstimateOptions

        @OptionGroup var print: PrintOptions

        @Flag(help: "Keep it: the patient is given this estimate.")
        var give = false

        @Option(help: EstimateOptions.insteadOf)
        var insteadOf: String?

        @OptionGroup var rehearsal: DryRunOption

        func validate() throws {
            guard give || insteadOf == nil else {
                throw ValidationError("--instead-of goes with --give.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let question = try asked.question(at: desk)
            if let note = try desk.standInNote(for: asked.patient) { console.say(note) }
            let given =
                give
                ? try desk.perform(
                    GiveEstimate(question, insteadOf: insteadOf), by: signature(at: desk, ""),
                    isDryRun: rehearsal.dryRun) : nil
            let reckoned =
                try given?.outcome.reckoned
                ?? desk.asking { try question.reckoned(at: $0, in: $1) }
            try print.print(
                desk.sheet(of: reckoned, level: { Table.instant($0) }),
                isRehearsed: rehearsal.dryRun, to: console)
            guard let given else {
                console.say("not kept: --give keeps what a patient is given")
                return
            }
            console.tell(given)
        }
    }

    /// On the screen.
    struct Show: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Estimate what a patient pays, with or without a line to the hub.",
            discussion: """
                Works out fee, plan share and patient share from the contract, the fee schedule \
                of the day, the plan's rules and the payor's last word on what is used. What is \
                missing or in conflict makes a line unknown, with the reason; nothing is guessed.

                JSON: an array of objects with line, code, tooth, usual, allowed, deductible, \
                primary, secondary, writeOff, patient, patientAtMost (money as text, null while \
                unknown), isKnown, unknown and warnings, with --explain also steps; the last one \
                is the total.

                --give keeps what is shown: when a fee schedule is recalled, corrected or \
                followed by another before the visit, `fees estimates` and `today` name the \
                patient.

                Example: bridgework estimate --patient 4f2a91c3 --doctor 2000000012 D1110 D2740:14
                """)

        @OptionGroup var options: DeskOptions

        @OptionGroup var asked: EstimateOptions

        @Flag(help: "Keep it: the patient is given this estimate.")
        var give = false

        @Option(help: EstimateOptions.insteadOf)
        var insteadOf: String?

        @OptionGroup var rehearsal: DryRunOption

        @Flag(help: "Show every step with its source.")
        var explain = false

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func validate() throws {
            guard give || insteadOf == nil else {
                throw ValidationError("--instead-of goes with --give.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let question = try asked.question(at: desk)
            if let note = try desk.standInNote(for: asked.patient) { console.say(note) }
            let given =
                give
                ? try desk.perform(
                    GiveEstimate(question, insteadOf: insteadOf), by: signature(at: desk, ""),
                    isDryRun: rehearsal.dryRun) : nil
            let reckoned =
                try given?.outcome.reckoned
                ?? desk.asking { try question.reckoned(at: $0, in: $1) }
            let estimate = reckoned.estimate
            let table = EstimateTable(estimate, isExplained: explain && format != .table)
            table.lines.print(format, to: console)
            if format == .table {
                if explain { table.steps.print(.table, to: console) }
                for payer in estimate.payers {
                    console.say("\(payer.planCode): \(payer.path)")
                }
            }
            for note in table.notes { console.say(note) }
            console.say(
                "an estimate, no promise of payment; money to the cent, the plan's share rounded "
                    + "half up")
            if let given {
                console.tell(given)
            } else {
                console.say("not kept: --give keeps what a patient is given")
            }
        }
    }
}

extension Console {
    fileprivate func tell(_ given: Done<GiveEstimate.Outcome>) {
        if !given.isRehearsed {
            say("kept as given: estimate \(given.outcome.record.suffix)")
        }
        tell(receiptOf: given)
    }
}
