import ArgumentParser
import Merge
internal import Participation
import Replica
import Store
internal import Tables

/// Moves a doctor from one office to another.
struct DoctorMove: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a doctor between offices across the contracts of both.",
        discussion: """
            The assignment at the old office ends with the last day there, one at the new office \
            begins. The hub prepares one notice per contract to remove or add the office, opens \
            cases at the new office, and makes the tasks of the packet with their due days.

            JSON: run, contract, office, action, day, reason. Actions: remove, add, case, loses, \
            excluded.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var output: MoveOutput

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "The old office's code.")
    var from: String

    @Option(help: "The new office's code.")
    var to: String

    @Option(help: "The last day at the old office, YYYY-MM-DD.")
    var lastDay: Day

    @Option(help: "The first day at the new office, YYYY-MM-DD.")
    var firstDay: Day

    func run(_ desk: Desk, _ console: Console) async throws {
        let move = MoveDoctor(
            npi: npi, kind: .move, from: from, to: to, lastDayOld: lastDay, firstDayNew: firstDay)
        let done = try perform(move, at: desk, deed)
        try output.show(done, of: move, desk, console)
    }
}

/// Gives a doctor a further office.
struct DoctorAddLocation: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-location",
        abstract: "Let a doctor work at a further office, and tell the payors.",
        discussion: "As `doctor move`, without an office that is left.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var output: MoveOutput

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "The further office's code.")
    var office: String

    @Option(help: "The first day there, YYYY-MM-DD.")
    var firstDay: Day

    func run(_ desk: Desk, _ console: Console) async throws {
        let move = MoveDoctor(npi: npi, kind: .add, to: office, firstDayNew: firstDay)
        let done = try perform(move, at: desk, deed)
        try output.show(done, of: move, desk, console)
    }
}

/// Lets a doctor go.
struct DoctorLeave: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Let a doctor leave an office or the group, and tell the payors.",
        discussion: """
            Without --from the doctor leaves the group: every assignment ends, and every payor \
            that knows the doctor gets a notice of termination.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var output: MoveOutput

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "The office that is left; all if not given.")
    var from: String?

    @Option(help: "The last day there, YYYY-MM-DD.")
    var lastDay: Day

    func run(_ desk: Desk, _ console: Console) async throws {
        let move = MoveDoctor(npi: npi, kind: .leave, from: from, lastDayOld: lastDay)
        let done = try perform(move, at: desk, deed)
        try output.show(done, of: move, desk, console)
    }
}

/// What the three commands print.
struct MoveOutput: ParsableArguments {
    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func show(
        _ done: Done<MoveDoctor.Outcome>, of move: MoveDoctor, _ desk: Desk, _ console: Console
    ) throws {
        if format == .table, !done.isRehearsed { console.line(done.outcome.run.description) }
        try desk.reading { listing(done, move, RecordNames($0)) }.print(format, to: console)
        let plan = done.outcome.plan
        console.say(
            "\(plan.removals.count) to remove, \(plan.additions.count) to add, "
                + "\(Counted(plan.cases.count, "case")) to open, "
                + "\(Counted(plan.losses.count, "network")) lost")
        if move.kind == .move, done.outcome.changesTin {
            console.say("the offices have different tax numbers: payors see another entity")
        }
        if !done.isRehearsed { console.say("the hub prepares the notices: bridgework sync") }
        console.tell(receiptOf: done)
    }

    private func listing(
        _ done: Done<MoveDoctor.Outcome>, _ request: MoveDoctor, _ names: RecordNames
    ) -> Table {
        let moving = done.outcome
        var listing = Table(["run", "contract", "office", "action", "day", "reason"])
        let run = done.isRehearsed ? Table.Cell.blank : Table.Cell(id: moving.run)
        let to = Table.Cell(optional: request.to)
        let none = Table.Cell.blank
        for (contract, offices) in moving.plan.removals {
            listing.add([
                run, names.cell(contract), .init(names.cell(offices).plain), .init("remove"),
                .init(request.lastDayOld), none,
            ])
        }
        for contract in moving.plan.additions {
            listing.add([
                run, names.cell(contract), to, .init("add"), .init(request.firstDayNew), none,
            ])
        }
        for (pair, day) in moving.plan.cases {
            listing.add([run, names.cell(pair.contract), to, .init("case"), .init(day), none])
        }
        for contract in moving.plan.losses {
            listing.add([
                run, names.cell(contract), .init(optional: request.from), .init("loses"),
                .init(request.lastDayOld), none,
            ])
        }
        for (pair, reason) in moving.plan.excluded {
            listing.add([
                run, names.cell(pair.contract), to, .init("excluded"), none,
                .init(reason.rawValue),
            ])
        }
        return listing
    }
}
