import ArgumentParser
import Errands
import Logging
import Replica
import ServiceLifecycle
import Store
import Supervision
import UnixSignals
import WebDesk
import WebDoor

/// The desk in a browser.
struct OpenDesk: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open this replica's desk in a browser, until stopped.",
        discussion: """
            Prints a link that opens it once on this machine; from then on the browser is known \
            until it has been idle for half an hour; whoever types the desk's address later finds \
            another link here. What is done there are the commands of the terminal, in the name \
            of --as. Other commands go on meanwhile, and while an agent has the store the desk \
            opens there.

            It listens on this machine alone, unless --lan names an address of its network. There \
            it speaks TLS alone, answers to the names of its certificate alone, and everybody \
            proves himself: his login and passphrase unlock the key that `bridgework user enrol` \
            made at this machine, and what he does is in his name. A certificate that was renewed \
            is taken up within a minute. A session locks itself when \
            nobody was at it for ten minutes. Ctrl-C and SIGTERM close it.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port = 7447

    @Option(help: "The address to listen at without TLS; this machine's own is the only one.")
    var listen = "127.0.0.1"

    @Option(help: "An address of this machine's network, or 0.0.0.0 for all, with TLS.")
    var lan: String?

    @Option(help: "The desk's certificate in PEM; that of `desk authority` if not given.")
    var certificate: String?

    @Option(help: "The certificate's private key in PEM.")
    var key: String?

    @Option(help: "A name that people type; may be repeated; the certificate's if not given.")
    var host: [String] = []

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port takes a number from 0 to 65535.")
        }
        guard ["127.0.0.1", "localhost"].contains(listen) else {
            throw ValidationError(
                "Without TLS the desk listens on this machine alone, at 127.0.0.1: anybody on the "
                    + "network could read what it shows. Give --lan ADDRESS for the network.")
        }
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate FILE needs --key FILE, and the other way round.")
        }
        guard lan != nil || (certificate == nil && host.isEmpty) else {
            throw ValidationError("--certificate, --key and --host are for --lan ADDRESS.")
        }
        guard lan == nil || options.login == nil else {
            throw ValidationError(
                "With --lan everybody proves himself and acts in his own name: leave --as away.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        var logger = Logger(label: "bridgework.desk") { LineLog.own($0, .text, debugging: []) }
        logger.logLevel = .warning
        let services: [any Service] =
            if let lan {
                try network(lan, desk, console, logger)
            } else {
                [try machine(desk, console, logger)]
            }
        try await ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private func machine(_ desk: Desk, _ console: Console, _ logger: Logger) throws -> WebDoor {
        _ = try options.actor(at: desk)
        let clerk = try Clerk(at: desk, login: options.name)
        return WebDoor.byLink(
            to: clerk, port: port, isForOwnerAlone: true,
            saying: "the desk is open; stop with Ctrl-C. This link opens it once:",
            on: console, logger: logger, clock: { desk.now })
    }

    private func network(
        _ lan: String, _ desk: Desk, _ console: Console, _ logger: Logger
    ) throws -> [any Service] {
        let files: (certificate: String, key: String)?
        if let certificate, let key {
            files = (console.absolute(certificate), console.absolute(key))
        } else {
            files = nil
        }
        let place = try NetworkDesk(
            at: lan, port: port, files, hosts: host, store: desk.store.folder)
        let people = try Entrance.People(at: desk, logger: logger)
        let door = WebDoor(
            at: .network(address: place.address, port: place.port, place.tls), logger: logger
        ) { port in
            console.say("the desk is open to the network; stop with Ctrl-C. People type:")
            console.line(place.link(port))
            let pages = WebDesk(
                .people(people), gate: Gate(), rules: DoorRules(names: place.names, port: port),
                clock: { desk.now })
            return WebDoor.Answer(bytesMax: pages.bytesMax) { await pages.answer($0) }
        }
        let watch = CertificateService(watch: place.watch, logger: logger) { console.say($0) }
        return [door, watch]
    }
}
