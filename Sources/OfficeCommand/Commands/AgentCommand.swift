import ArgumentParser
import CoreFoundation
import Foundation
import Interface
import Logging
import Merge
import Monitoring
import Practice
internal import Records
import Replica
import Rulebook
import ServiceLifecycle
import Store
import Supervision
import Sync
import UnixSignals
import Wire

/// The office's daemon.
struct AgentCommand: StoreCommand, ConfiguredCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Keep this replica level with the hub, every night or live, until stopped.",
        discussion: """
            A night that was missed is caught up at once; after a failure it tries again, later \
            each time. SIGTERM and Ctrl-C let the transaction under way finish.

            --config FILE reads settings, one a line as NAME = VALUE, # before a comment; each is \
            an option named below, without its dashes, and a flag is yes or no. An option that is \
            typed counts more than the file, and the file more than the default. A name or value \
            that is not understood is refused with its line, exit code 1.

            The package's service, bridgework-agent, starts it so with \
            /etc/bridgework/agent.conf, as the user bridgework, on the store in \
            /var/lib/bridgework. It joins by itself where a token was put into \
            /etc/credstore/bridgework.token, for root alone, before its first start.

            The practice's own software reaches it at `socket` in the store's folder, as a user \
            with the role service; protocol/office.proto is the contract. --api-listen \
            127.0.0.1:PORT answers there too, over TLS with the certificate of `desk authority`, \
            whoever shows a token of `user token`. --on and --webhook \
            tell programs what happens, ids only, at least once; `status` says who does not take \
            it. An address or command that holds a secret stands in a file that the agent's user \
            alone can read, as the package's is.

            To a supervisor that sets NOTIFY_SOCKET, as systemd does, it says when commands are \
            answered, that it still answers itself and reads its store, and that it stops.

            --metrics PORT gives out how the replica stands at http://127.0.0.1:PORT/metrics, for \
            Prometheus on this machine: counts, sizes, times, ids and codes, no stored value. Any \
            user of this machine may read it. `bridgework status` says the same to a person.

            The log has an event a line on standard error. With --log-format json each is an \
            object with time, level, logger, source, event and facts. Under systemd's journal a \
            line begins with its priority.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "When to sync each night, local time; up to 15 minutes are added by chance.")
    var nightly: String = "02:00"

    @Flag(help: "Stay on the line: edits travel as they are made.")
    var live = false

    @Option(help: "A file with a one-time token, to join with where the store is none yet.")
    var tokenFile: String?

    @OptionGroup var telling: AnnouncementOptions

    @OptionGroup var programs: ProgramOption

    @OptionGroup var metrics: MetricsOption

    @OptionGroup var sealing: SealOptions

    @OptionGroup var log: LogOptions

    @Option(help: "A file of settings.")
    var config: String?

    func validate() throws {
        guard RetrySchedule(nightly: nightly) != nil else {
            throw ValidationError("--nightly takes a time like 02:00.")
        }
    }

    func runHere(_ console: Console) async throws {
        try await joinOnce(console)
        let store = try Store.opened(options.folder, as: .replica)
        let logger = log.logger("bridgework.agent")
        let desk = try Desk(store, clock: SystemClock.now)
        let book = MetricBook(ReplicaMeters.metrics)
        let agent = try Agent(
            desk, rhythm: rhythm, routines: Routine.practice, logger: logger,
            meters: ReplicaMeters(book), control: AgentCommand.control(desk),
            office: Bridgework.calls(at: desk, logger: logger))
        let announcer = Announcer(desk, to: try telling.hearers, logger: logger)
        warnOfReaders(console, logger)
        log.say("agent on \(store.folder.path), stop with Ctrl-C", on: console)
        let pulse = Pulse(.own, logger: logger) { try await AgentCommand.standing(desk) }
        var watch = metrics.services(logger) {
            MetricSheet(
                book, MetricReader(words: ErrorWords.of) { try ReplicaMetrics.measures(desk) })
        }
        if let address = try programs.address, let answer = agent.office {
            watch.append(
                ProgramDoor(
                    address: address, store: store.folder, answer: answer, logger: logger))
        }
        let group = ServiceGroup(
            services: watch + [agent, announcer, pulse],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        do { try await group.run() } catch {
            store.closeQuietly()
            throw store.failStop.fault ?? error
        }
        try store.close()
    }

    /// A machine that was handed a token before its first start joins with it, once.
    private func joinOnce(_ console: Console) async throws {
        let folder = try options.folder
        guard let tokenFile, try !Joining.isJoined(folder) else { return }
        let path = console.absolute(tokenFile)
        // A token that is not there is none; one that cannot be read is somebody's mistake.
        var status = stat()
        guard stat(path, &status) == 0 || ![ENOENT, ENOTDIR].contains(errno) else { return }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SettingsProblem.unreadable(path)
        }
        try sealing.prepare(folder, console)
        let token = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let joining = Joining(folder, schema: PracticeSchema.current, clock: SystemClock.now)
        let joined = try await joining.join(token: token, again: false)
        log.say("joined as replica \(joined.replica)", on: console)
    }

    /// What is told to whom may hold a secret, as an address's key.
    private func warnOfReaders(_ console: Console, _ logger: Logger) {
        guard let config, !(telling.on + telling.webhook).isEmpty else { return }
        let path = console.absolute(config)
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o004 != 0 else { return }
        logger.warning(
            "everybody on this machine can read the settings, which say whom to tell",
            metadata: ["file": "\(path)", "remedy": "chmod o= FILE"])
    }

    /// Whether commands are answered here and the store is read, as words for a supervisor.
    private static func standing(_ desk: Desk) async throws -> String {
        try await Console.requireAnswer(at: desk.store.folder)
        return try desk.store.read {
            let waiting = try $0.pendingCount
            return try "position \($0.cursor.from), \(Counted(waiting, "change set")) to send"
        }
    }

    private var rhythm: Agent.Rhythm {
        guard !live, let schedule = RetrySchedule(nightly: nightly) else { return .live }
        return .nightly(schedule)
    }
}
