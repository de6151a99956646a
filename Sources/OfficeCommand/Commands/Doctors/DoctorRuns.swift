import ArgumentParser
import Merge
internal import Participation
import Replica
import Rulebook
import Store
internal import Tables

/// Onboarding runs and moves.
struct DoctorRuns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List, look at, slip, close and give up onboarding runs and moves.",
        subcommands: [
            ListRuns.self, ShowRun.self, Slip.self, Close.self, GiveUp.self,
        ],
        defaultSubcommand: ListRuns.self)

    /// All of them.
    struct ListRuns: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List runs that are open; with --all, every run.",
            discussion: """
                The state is worked out from the cases and notices. JSON: id, kind, doctor, state, \
                day, opened, submitted, inForce, decided, notices, confirmed.
                """)

        @OptionGroup var options: DeskOptions

        @Flag(help: "Also those that are complete, closed or given up.")
        var all = false

        @Option(help: "Only this doctor's, by NPI.")
        var doctor: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let listing = try desk.reading { lookup in
                self.listing(lookup, of: try doctor.map { try lookup.anyDoctor($0) }, today: today)
            }
            try output.print(listing, heldBy: desk.office, to: console)
        }

        private func listing(
            _ lookup: StoreLookup, of doctor: RecordID?, today: Day
        ) -> Table {
            let names = RecordNames(lookup)
            var listing = Table(
                [
                    "id", "kind", "doctor", "state", "day", .detail("opened"),
                    .detail("submitted"), .detail("inForce"), .detail("decided"),
                    .detail("notices"), .detail("confirmed"),
                ], of: "run")
            let none = Table.Cell.blank
            for run in lookup.records(.onboardingRun).compactMap({ OnboardingRun($0) })
            where doctor == nil || run.doctor == doctor {
                let standing = OnboardingStanding(run, lookup)
                let state = standing.state(isReady: run.isReady(lookup, today: today))
                if !all, [.complete, .abandoned].contains(state) { continue }
                listing.add([
                    .init(id: run.id), .init("onboarding"), names.cell(run.doctor),
                    .init(state.rawValue), .init(run.startsOn), .init(standing.opened),
                    .init(standing.submitted), .init(standing.inForce), .init(standing.decided),
                    none, none,
                ])
            }
            for move in lookup.records(.moveRun).compactMap({ MoveRun($0) })
            where doctor == nil || move.doctor == doctor {
                let standing = MoveStanding(move, lookup)
                if !all, [.closed, .cancelled].contains(standing.state) {
                    continue
                }
                listing.add([
                    .init(id: move.id), .init(move.kind.rawValue), names.cell(move.doctor),
                    .init(standing.state.rawValue), .init(move.changesOn), .init(standing.opened),
                    none,
                    none, .init(standing.decided), .init(standing.notices),
                    .init(standing.confirmed),
                ])
            }
            return listing
        }
    }

    /// One.
    struct ShowRun: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show what a run has opened, told and left out, pair by pair.",
            discussion: "JSON: contract, office, outcome, requestedOn, case, state, reason.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The run's id or the end of it.")
        var id: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let (listing, state) = try desk.reading { lookup in
                RunListing(lookup, today: today).listing(of: try lookup.run(id))
            }
            try output.print(listing, heldBy: desk.office, to: console)
            console.say("state \(state)")
        }
    }

    /// Ends one that leads nowhere.
    struct GiveUp: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "abandon",
            abstract: "Give a run or a move up; what somebody has worked on is flagged.",
            discussion: """
                Cases and notices that nobody has touched go out of use at the hub; for the \
                others it makes a task. Assignments that a move has changed stay: edit them.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var rehearsal: DryRunOption

        @Argument(help: "The run's id or the end of it.")
        var id: String

        @Option(help: "Why.")
        var comment: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let giveUp = GiveUpRun(id, comment: comment)
            let done = try desk.perform(
                giveUp, by: signature(at: desk, comment), isDryRun: rehearsal.dryRun)
            let assignments = try desk.reading { lookup in
                lookup.record(done.outcome).flatMap { MoveRun($0) }?.assignments(lookup) ?? []
            }
            if !assignments.isEmpty {
                console.say(
                    "its assignments stay, edit them where the move does not happen: "
                        + assignments.map { "bridgework edit location_assignment \($0.suffix) …" }
                        .joined(separator: "; "))
            }
            console.tell(done)
        }
    }
}
