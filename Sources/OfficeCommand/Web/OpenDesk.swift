import ArgumentParser
import Errands
import Logging
import Replica
import ServiceLifecycle
import Supervision
import UnixSignals
import WebDesk
import WebDoor

/// The desk in a browser.
struct OpenDesk: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Open this replica's desk in a browser on this machine, until stopped.",
        discussion: """
            Prints a link that opens it once; from then on the browser is known until it has been \
            idle for half an hour; whoever types the desk's address later finds another link here. \
            What is done there are the commands of the terminal, in the name of --as. Other \
            commands go on meanwhile, and while an agent has the store the desk opens there.

            It listens on this machine alone. Ctrl-C and SIGTERM close it.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port = 7447

    @Option(help: "The address to listen at; this machine's own is the only one.")
    var listen = "127.0.0.1"

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port takes a number from 0 to 65535.")
        }
        guard ["127.0.0.1", "localhost"].contains(listen) else {
            throw ValidationError(
                "The desk listens on this machine alone, at 127.0.0.1: without TLS and a proven "
                    + "person anybody on the network could read what it shows.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        _ = try options.actor(at: desk)
        let clerk = try Clerk(at: desk, login: options.name)
        var logger = Logger(label: "bridgework.desk") { LineLog.own($0, .text, debugging: []) }
        logger.logLevel = .warning
        let gate = Gate()
        let door = WebDoor(port: port, logger: logger) { port in
            let invite: @Sendable () -> Void = {
                console.line("http://127.0.0.1:\(port)/enter/\(gate.link())")
            }
            console.say("the desk is open; stop with Ctrl-C. This link opens it once:")
            invite()
            let pages = WebDesk(
                clerk, gate: gate, rules: DoorRules(port: port), clock: { desk.now },
                lockedOut: invite)
            return { await pages.answer($0) }
        }
        try await ServiceGroup(
            services: [door], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }
}
