import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// Enrolment cases: one doctor in one contract at one office.
struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "List, look at and advance enrolment cases.",
        subcommands: [ListCases.self, ShowCase.self, CaseAdvance.self],
        defaultSubcommand: ListCases.self)

    /// Lists cases, those that its options choose.
    struct ListCases: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List cases and where they stand today.",
            discussion: """
                `unknown` means that letters or steps disagree. JSON: \
                \(CaseListing.columns.map(\.name).joined(separator: ", ")).
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var filter: WorkFilter

        @Option(help: "As if it were that day, YYYY-MM-DD.")
        var asOf: Day?

        @OptionGroup var output: ListingOptions

        func validate() throws { try filter.validate(statesOf: .enrollment) }

        func run(_ desk: Desk, _ console: Console) async throws {
            let day = try asOf ?? desk.today
            var listing = Table(CaseListing.columns, of: "case")
            try desk.store.read { transaction in
                let lookup = transaction.lookup
                let names = RecordNames(lookup)
                let excluded = ExcludedDoctors(lookup)
                for view in try filter.selection().cases(in: lookup, on: day) {
                    listing.add(CaseListing.row(view, names, excluded, on: day))
                }
            }
            try output.print(listing, heldBy: desk.office, to: console)
        }
    }

    /// One.
    struct ShowCase: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a case: its steps, its letters, and what may be logged next.",
            discussion: """
                JSON: number, step, on, effective, document, reference, channel, comment, at \
                (UTC), illegal. Letters and the state are told on standard error.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The case's id or the end of it.")
        var id: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            try desk.store.read { transaction in
                let lookup = transaction.lookup
                let found = try desk.find(.enrollment, id, transaction)
                guard let view = lookup.record(found) else {
                    throw DeedProblem.noSuchRecord(type: RecordType.enrollment.name)
                }
                let names = RecordNames(lookup)
                let standing = Workflow.enrollment.standing(of: view)
                try output.print(StepListing.steps(standing, names), to: console)
                let status = CaseListing.status(view, standing, ExcludedDoctors(lookup))
                say(view, standing, status, names, today, console)
            }
        }

        private typealias Letter = Enrollment.EffectiveDates

        private func say(
            _ view: RecordView, _ standing: Standing, _ status: EnrollmentStatus,
            _ names: RecordNames, _ today: Day, _ console: Console
        ) {
            console.say(
                "doctor \(names.cell(view[Enrollment.practitioner]).plain), contract "
                    + "\(names.cell(view[Enrollment.contract]).plain), office "
                    + "\(names.cell(view[Enrollment.office]).plain): \(status.state(on: today))")
            for letter in view[Enrollment.effectiveDates] {
                let dates = [
                    letter[Letter.effectiveFrom].map { "from \($0)" },
                    letter[Letter.retroactiveTo].map { "retroactive to \($0)" },
                    letter[Letter.supersedes].map { _ in "superseding another" },
                ].compactMap(\.self).joined(separator: ", ")
                let said = letter.isShown ? dates : "in conflict"
                console.say("letter \(names.cell(letter[Letter.document]).plain): \(said)")
            }
            if status.knownDays.ranges.count > 1 {
                console.say("in network: \(status.knownDays)")
            }
            if let doubt = status.doubt(on: today) { console.say("\(doubt); \(doubt.remedy)") }
            if let conflict = standing.conflict {
                console.say("\(WorkflowProblem.conflict(conflict))")
                console.say("retract one with: bridgework case advance \(id) retract --step NUMBER")
            }
            let legal = standing.legalSteps.joined(separator: ", ")
            if !legal.isEmpty { console.say("possible now: \(legal)") }
        }
    }
}

/// The steps of a record, numbered in causal order.
enum StepListing {
    static func steps(_ standing: Standing, _ names: RecordNames) -> Table {
        var listing = Table([
            "number", "step", "on", "effective", "document", "reference", "channel", "comment",
            "at", "illegal",
        ])
        for (index, step) in standing.steps.enumerated() {
            listing.add([
                .init(index + 1), .init(step.event), .init(step.happenedOn),
                .init(step[AnyRecord.effectiveOn]), names.cell(step.document),
                .init(optional: step[AnyRecord.reference]),
                .init(optional: step[AnyRecord.channel]),
                .init(optional: step.comment), .instant(step.at),
                .init(step.isIllegal),
            ])
        }
        return listing
    }

    /// What became of each record.
    static func stepped(_ stepped: [SteppedRecord], in lookup: StoreLookup) -> Table {
        var listing = Table(["id", "before", "after"])
        for one in stepped {
            let after = lookup.record(one.record).map { SteppedRecord.state(of: $0) } ?? ""
            listing.add([.init(id: one.record), .init(one.before), .init(after)])
        }
        return listing
    }
}
