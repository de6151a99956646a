import ArgumentParser
import Errands
import Hub
import Logging
import Merge
import OfficeCommand
import ServiceLifecycle
import Supervision
import Sync
internal import Tables
import UnixSignals
import WebDesk
import WebDoor

/// The hub's pages in a browser.
struct OpenHubDesk: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Show how all replicas stand in a browser on this machine, until stopped.",
        discussion: """
            Prints a link that opens it once; from then on the browser is known until it has been \
            idle for half an hour. The pages show what `status`, `lag` and `events` say, and \
            change nothing. While `serve` runs, they open there.

            It listens on this machine alone; from another one, `ssh -L 7448:127.0.0.1:7448 HUB` \
            brings it there. Ctrl-C and SIGTERM close it.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port = 7448

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port takes a number from 0 to 65535.")
        }
    }

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let clerk = try Clerk(at: desk)
        var logger = Logger(label: "bridgework.hub.desk") { LineLog.own($0, .text, debugging: []) }
        // How a browser's line ends is none of the log's business; what keeps the door from
        // opening is thrown.
        logger.logLevel = .critical
        // The service's user has no browser, and `ssh -L` comes as whoever logged in. What the
        // pages show is no patient's, and the link keeps others out.
        let door = WebDoor.byLink(
            to: clerk, port: port, isForOwnerAlone: false,
            saying: "the hub's pages are open; stop with Ctrl-C. This link opens them once:",
            on: console, logger: logger, clock: { desk.now })
        try await ServiceGroup(
            services: [door], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }
}

extension Clerk {
    /// Runs errands in this process at a hub that it has; they are the hub's own commands.
    init(at desk: HubDesk) throws {
        let name = try desk.store.read { try $0.required("group-name") }
        self.init(
            title: "Hub of \(name)", place: .hub, pulse: { Clerk.pulse(of: desk) },
            today: { Day(of: desk.now) }
        ) { errand in
            await Clerk.reply { console in
                await Program.run(errand.words(), of: BridgeworkHub.self, console) {
                    guard let command = $0 as? any HubDeskCommand else { throw StoreHeld.byHub }
                    try await command.run(desk, console)
                }
            }
        }
    }

    /// A page that cannot be asked for says why itself.
    private static func pulse(of desk: HubDesk) -> String {
        do { return try desk.store.read { "\(try $0.head.position)" } } catch { return "unknown" }
    }
}
