import ArgumentParser
import Logging
internal import Records
import Replica
import Rulebook
import ServiceLifecycle
import Store
import Sync
import UnixSignals

/// The office's daemon.
struct AgentCommand: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Keep this replica level with the hub, every night or live, until stopped.",
        discussion: """
            A night that was missed is caught up at once; after a failure it tries again, later \
            each time. SIGTERM and Ctrl-C let the transaction under way finish.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "When to sync each night, local time; up to 15 minutes are added by chance.")
    var nightly: String = "02:00"

    @Flag(help: "Stay on the line: edits travel as they are made.")
    var live = false

    func validate() throws {
        guard RetrySchedule(nightly: nightly) != nil else {
            throw ValidationError("--nightly takes a time like 02:00.")
        }
    }

    func runHere(_ console: Console) async throws {
        let store = try Store.opened(options.folder, as: .replica)
        let logger = Logger(label: "bridgework.agent") { StreamLogHandler.standardError(label: $0) }
        let desk = try Desk(store, clock: SystemClock.now)
        let agent = try Agent(
            desk, rhythm: rhythm, routines: Routine.practice, logger: logger,
            control: AgentCommand.control(desk))
        console.say("agent on \(store.folder.path), stop with Ctrl-C")
        let group = ServiceGroup(
            services: [agent], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        do { try await group.run() } catch {
            store.closeQuietly()
            throw store.failStop.fault ?? error
        }
        try store.close()
    }

    private var rhythm: Agent.Rhythm {
        guard !live, let schedule = RetrySchedule(nightly: nightly) else { return .live }
        return .nightly(schedule)
    }
}
