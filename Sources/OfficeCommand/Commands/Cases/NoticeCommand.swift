import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// Notices to payors.
struct NoticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice", abstract: "List, look at and advance notices to payors.",
        subcommands: [ListNotices.self, ShowNotice.self, Advance.self],
        defaultSubcommand: ListNotices.self)

    /// Many.
    struct ListNotices: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List notices and where they stand.",
            discussion: "JSON: id, kind, contract, doctors, offices, state, confirmed, run.")

        @OptionGroup var options: DeskOptions

        @Option(help: "Only this doctor's, by NPI.")
        var doctor: String?

        @Option(help: "Only this contract's, by code.")
        var contract: String?

        @Option(help: "Only those of this run or move, by id.")
        var run: String?

        @Option(help: "Only those in this state, such as draft or sent.")
        var state: String?

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Listing(NoticeRow.columns)
            try desk.store.read { transaction in
                let lookup = StoreLookup(transaction)
                let names = RecordNames(lookup)
                let doctor = try doctor.map { try desk.anyDoctor($0, transaction) }
                let contract = try contract.map { try desk.find(.payorContract, $0, transaction) }
                let run = try run.map { try desk.findRun($0, transaction) }
                for view in lookup.records("payor_notice") where view.isActive {
                    let row = NoticeRow(view)
                    guard doctor.map(row.doctors.contains) ?? true,
                        contract.map({ view.reference("contract") == $0 }) ?? true,
                        run.map({ row.run == $0 }) ?? true,
                        state.map({ row.standing.state == $0 }) ?? true
                    else { continue }
                    listing.add(row.cells(names))
                }
                try lookup.check()
            }
            listing.print(format, to: console)
            if format == .table { console.say("\(listing.count) notices") }
        }
    }

    /// One.
    struct ShowNotice: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a notice's steps and what may be logged next.",
            discussion: "JSON: as `case show`.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The notice's id or the end of it.")
        var id: String

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            try desk.store.read { transaction in
                let lookup = StoreLookup(transaction)
                let found = try desk.find(.payorNotice, id, transaction)
                guard let view = lookup.record(found) else {
                    throw DeskError.noSuchRecord(type: "payor_notice")
                }
                let names = RecordNames(lookup)
                let row = NoticeRow(view)
                StepListing.steps(row.standing, names).print(format, to: console)
                let cells = row.cells(names).map(\.plain)
                console.say(
                    zip(NoticeRow.columns, cells).map { "\($0) \($1)" }.joined(separator: ", "))
                if let conflict = row.standing.conflict {
                    console.say("\(WorkflowProblem.conflict(conflict))")
                }
                console.say("possible now: " + row.standing.legalSteps.joined(separator: ", "))
            }
        }
    }

    /// A step.
    struct Advance: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Log a step on notices: send, ack, confirm, reject, cancel or retract.",
            discussion: """
                confirm takes the payor's day and its letter: --effective DAY --document FILE. Of \
                a new office it is the first day in network, of one that is left the last; the \
                cases of the doctor there get the date in the same change.

                JSON: id, before, after.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption
        @OptionGroup var step: StepOptions

        @Argument(help: "ID … STEP")
        var words: [String]

        @Option(
            name: .customLong("step"), help: "With retract: the step's number in `notice show`.")
        var number: Int?

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func validate() throws {
            guard words.count > 1 else { throw ValidationError("Name notices and a step.") }
            guard (words.last == Workflow.retract) == (number != nil) else {
                throw ValidationError("retract and --step NUMBER go together.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            var request = try step.request(words.last ?? "", console)
            request.retracts = number
            let (stepped, receipt) = try desk.advance(
                notices: { transaction in
                    try words.dropLast().map { try desk.find(.payorNotice, $0, transaction) }
                }, request, actor: options.actor(at: desk), reason: why.reason)
            StepListing.stepped(stepped).print(format, to: console)
            console.say(receipt)
        }
    }
}

/// A notice as a row.
private struct NoticeRow {
    static let columns = [
        "id", "kind", "contract", "doctors", "offices", "state", "confirmed", "run",
    ]

    let view: RecordView
    let standing: Standing

    init(_ view: RecordView) {
        self.view = view
        self.standing = Workflow.notice.standing(of: view)
    }

    var doctors: [RecordID] { references("practitioners") }
    var run: RecordID? { view.reference("moveRun") ?? view.reference("onboardingRun") }

    func cells(_ names: RecordNames) -> [Listing.Cell] {
        let days = view.pairs("confirmedDates").compactMap { pair in
            (pair.value?[0].int ?? pair.value?[1].int).map { Day(number: $0).description }
        }
        return [
            .init(id: view.id), .init(view.text("kind") ?? ""),
            names.cell(view.reference("contract")), names.cell(doctors),
            names.cell(references("offices")), .init(standing.state),
            .init(days.joined(separator: " or ")),
            run.map { .init(id: $0) } ?? .init("", json: "null"),
        ]
    }

    private func references(_ set: String) -> [RecordID] {
        view.elements(set).compactMap { $0[0].blob.flatMap { RecordID(bytes: $0) } }
    }
}
