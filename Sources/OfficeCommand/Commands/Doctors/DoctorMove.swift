import ArgumentParser
import Merge
import Practice
import Replica
import Store

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
    @OptionGroup var why: ReasonOption
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
        let request = Desk.MoveRequest(
            npi: npi, kind: .move, from: from, to: to, lastDayOld: lastDay, firstDayNew: firstDay)
        try output.move(
            request, desk, console, actor: options.actor(at: desk), reason: why.reason)
    }
}

/// Gives a doctor a further office.
struct DoctorAddLocation: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-location",
        abstract: "Let a doctor work at a further office, and tell the payors.",
        discussion: "As `doctor move`, without an office that is left.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var output: MoveOutput

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "The further office's code.")
    var office: String

    @Option(help: "The first day there, YYYY-MM-DD.")
    var firstDay: Day

    func run(_ desk: Desk, _ console: Console) async throws {
        let request = Desk.MoveRequest(npi: npi, kind: .add, to: office, firstDayNew: firstDay)
        try output.move(
            request, desk, console, actor: options.actor(at: desk), reason: why.reason)
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
    @OptionGroup var why: ReasonOption
    @OptionGroup var output: MoveOutput

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "The office that is left; all if not given.")
    var from: String?

    @Option(help: "The last day there, YYYY-MM-DD.")
    var lastDay: Day

    func run(_ desk: Desk, _ console: Console) async throws {
        let request = Desk.MoveRequest(npi: npi, kind: .leave, from: from, lastDayOld: lastDay)
        try output.move(
            request, desk, console, actor: options.actor(at: desk), reason: why.reason)
    }
}

/// What the three commands print.
struct MoveOutput: ParsableArguments {
    @Flag(help: "Say what would happen, and write nothing.")
    var dryRun = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func move(
        _ request: Desk.MoveRequest, _ desk: Desk, _ console: Console, actor: RecordID?,
        reason: String
    ) throws {
        let moving = try desk.move(request, isDryRun: dryRun, actor: actor, reason: reason)
        if format == .table, !dryRun { console.line(moving.run.description) }
        try desk.store.read { transaction in
            let names = RecordNames(StoreLookup(transaction))
            listing(moving, request, names).print(format, to: console)
        }
        let plan = moving.plan
        console.say(
            "\(plan.removals.count) to remove, \(plan.additions.count) to add, "
                + "\(Counted(plan.cases.count, "case")) to open, "
                + "\(Counted(plan.losses.count, "network")) lost")
        if request.kind == .move, moving.changesTin {
            console.say("the offices have different tax numbers: payors see another entity")
        }
        if !dryRun { console.say("the hub prepares the notices: bridgework sync") }
        console.say(moving.receipt)
    }

    private func listing(
        _ moving: Desk.Moving, _ request: Desk.MoveRequest, _ names: RecordNames
    ) -> Listing {
        var listing = Listing(["run", "contract", "office", "action", "day", "reason"])
        let run = dryRun ? Listing.Cell("", json: "null") : Listing.Cell(id: moving.run)
        let to = Listing.Cell(optional: request.to)
        let none = Listing.Cell("", json: "null")
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
