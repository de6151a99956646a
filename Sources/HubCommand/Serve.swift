import ArgumentParser
import Backups
import Foundation
import Hub
import Logging
import Merge
import Monitoring
import OfficeCommand
import ServiceLifecycle
import Store
import Supervision
import Sync
import UnixSignals
import Wire

/// The hub's daemon.
struct Serve: StoreCommand, ConfiguredCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the hub until stopped; for a small practice, its replicas too.",
        discussion: """
            --with-office CODE also runs a replica for that office in DIR/office-CODE, and \
            --with-central a coordinator's in DIR/central, both live, all in this process: a \
            two-room practice needs nothing else. `bridgework --store DIR/office-CODE …` works on \
            them as usual.

            --backup DIR backs the hub up there, every 24 hours or as often as --backup-every \
            says, and keeps the last 14 or as many as --backup-keep says; the first time, \
            `bridgework-hub backup key FILE` makes the key. A DIR on another disk is better than \
            one on this; see `bridgework-hub backup --help`.

            SIGTERM and Ctrl-C let the transactions under way finish.

            --config FILE reads settings, one a line as NAME = VALUE, # before a comment; each is \
            an option named below, without its dashes, and a flag is yes or no. An option that is \
            typed counts more than the file, and the file more than the default. A name or value \
            that is not understood is refused with its line, exit code 1.

            The package's service, bridgework-hub, starts it so with /etc/bridgework/hub.conf, \
            as the user bridgework-hub, on the store in /var/lib/bridgework-hub. It may write \
            nowhere else: for backups, `systemctl edit bridgework-hub` with the lines [Service] \
            and ReadWritePaths=DIR.

            To a supervisor that sets NOTIFY_SOCKET, as systemd does, it says when both ports \
            and commands are answered, that it still answers itself and reads its store, and that \
            it stops.

            --metrics PORT gives out how the hub and its replicas stand at \
            http://127.0.0.1:PORT/metrics, for Prometheus on this machine: counts, sizes, times, \
            ids and codes, no stored value. Any user of this machine may read it. \
            `bridgework-hub status` and `bridgework-hub desk` say the same to a person.

            The log has an event a line on standard error. With --log-format json each is an \
            object with time, level, logger, source, event and facts. Under systemd's journal a \
            line begins with its priority.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "ADDRESS:PORT to listen on; joining uses the next port. Default: all addresses.")
    var listen: String?

    @Option(help: "Also run a replica for the office with this code; made if it does not exist.")
    var withOffice: String?

    @Flag(help: "Also run a coordinator's replica.")
    var withCentral = false

    @Option(help: "Back the hub up into this folder, which is there.")
    var backup: String?

    @Option(help: "From one backup to the next: 30m, 24h or 7d.")
    var backupEvery: String = "24h"

    @Option(help: "How many backups stay in the folder.")
    var backupKeep: Int = 14

    @OptionGroup var metrics: MetricsOption

    @OptionGroup var log: LogOptions

    @Option(help: "A file of settings.")
    var config: String?

    func validate() throws {
        guard backupKeep >= 1 else {
            throw ValidationError("--backup-keep takes a number from 1.")
        }
        _ = try Duration(words: backupEvery, of: "--backup-every")
    }

    func runHere(_ console: Console) async throws {
        let hub = try OpenHub(options.folder)
        do { try await serve(hub, console) } catch {
            hub.closeQuietly()
            throw hub.fault ?? error
        }
        try hub.close()
    }

    private func serve(_ hub: OpenHub, _ console: Console) async throws {
        let logger = log.logger("bridgework.hub")
        try hub.requireSound(logger)
        let desk = hub.desk
        let book = MetricBook(HubMeters.metrics)
        let server = try HubServer(
            desk, at: try address(desk), logger: logger, meters: HubMeters(book),
            control: Serve.control(desk))
        var services = metrics.services(logger) {
            MetricSheet(
                book, MetricReader(words: ErrorWords.of) { try HubMetrics.measures(desk) },
                live: { await server.measures })
        }
        services.append(server)
        let rooms = Rooms(desk, logger: logger)
        if let withOffice { services.append(try rooms.office(code: withOffice)) }
        if withCentral { services.append(try rooms.central()) }
        if let backup { services.append(try backups(of: desk, to: backup, console, logger)) }
        services.append(Pulse(.own, logger: logger) { try await Serve.standing(server, desk) })
        log.say(
            "hub on port \(desk.port), joining on \(desk.registrationPort), stop with Ctrl-C",
            on: console)
        let group = ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }

    /// Whether ports and commands are answered here and the store is read, as words for a
    /// supervisor.
    private static func standing(_ server: HubServer, _ desk: HubDesk) async throws -> String {
        guard await server.isListening else { throw WireError.callFailed(.unreachable) }
        try await Console.requireAnswer(at: StoreFolder(desk.home.path))
        let standing = try await server.standing
        return "position \(standing.position), "
            + "\(Counted(standing.onLine, "replica")) on the line"
    }

    private func backups(
        of desk: HubDesk, to place: String, _ console: Console, _ logger: Logger
    ) throws -> BackupService {
        let path = URL(filePath: console.absolute(place)).standardizedFileURL.path
        guard try desk.recoveryKey != nil else { throw BackupError.noKeySet }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw BackupError.unwritable(path) }
        return BackupService(
            desk, into: BackupFolder(path, keep: backupKeep),
            every: try Duration(words: backupEvery, of: "--backup-every"),
            software: Versions.software, logger: logger)
    }

    private func address(_ desk: HubDesk) throws -> ListenAddress {
        guard let listen else {
            guard let all = ListenAddress(address: "0.0.0.0", port: desk.port) else {
                throw HubError.badAddress
            }
            return all
        }
        guard let colon = listen.lastIndex(of: ":"),
            let port = Int(listen[listen.index(after: colon)...]), (1...65_534).contains(port),
            let address = ListenAddress(
                address: listen[..<colon].trimmingCharacters(in: ["[", "]"]), port: port)
        else { throw HubError.badAddress }
        return address
    }

    /// Runs commands that come through the hub's socket.
    ///
    /// - Parameter isServing: whether this process stays; what wants the store for itself waits for
    ///   any other.
    static func control(
        _ desk: HubDesk, isServing: Bool = true
    ) -> @Sendable (ControlRequest, ControlService.Print) async throws -> Int32 {
        { request, print in
            if !isServing, isWaiting(request) { throw WireError.callFailed(.busy) }
            return try await withoutActuallyEscaping(print) { print in
                try await Program.answer(request, root: BridgeworkHub.self, print: print) {
                    command, console in
                    guard let command = command as? any HubDeskCommand else {
                        throw StoreHeld.byHub
                    }
                    try await command.run(desk, console)
                }
            }
        }
    }

    private static func isWaiting(_ request: ControlRequest) -> Bool {
        do {
            let guest = try BridgeworkHub.parseAsRoot(request.arguments)
            return guest is any StoreCommand && !(guest is any HubDeskCommand)
        } catch {
            return false
        }
    }
}
