import ArgumentParser
import Foundation
import Hub
import Logging
import OfficeCommand
import ServiceLifecycle
import UnixSignals
import Wire

/// The hub's daemon.
struct Serve: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the hub until stopped; for a small practice, its replicas too.",
        discussion: """
            --with-office CODE also runs a replica for that office in DIR/office-CODE, and \
            --with-central a coordinator's in DIR/central, both live, all in this process: a \
            two-room practice needs nothing else. `bridgework --store DIR/office-CODE …` works on \
            them as usual.

            SIGTERM and Ctrl-C let the transactions under way finish.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "ADDRESS:PORT to listen on; joining uses the next port. Default: all addresses.")
    var listen: String?

    @Option(help: "Also run a replica for the office with this code; made if it does not exist.")
    var withOffice: String?

    @Flag(help: "Also run a coordinator's replica.")
    var withCentral = false

    func runHere(_ console: Console) async throws {
        let hub = try OpenHub(options.folder)
        do { try await serve(hub, console) } catch {
            hub.closeQuietly()
            throw hub.fault ?? error
        }
        try hub.close()
    }

    private func serve(_ hub: OpenHub, _ console: Console) async throws {
        let logger = Logger(label: "bridgework.hub") { StreamLogHandler.standardError(label: $0) }
        try hub.requireSound(logger)
        let desk = hub.desk
        let server = try HubServer(
            desk, at: try address(desk), logger: logger, control: Serve.control(desk))
        var services: [any Service] = [server]
        let rooms = Rooms(desk, logger: logger)
        if let withOffice { services.append(try rooms.office(code: withOffice)) }
        if withCentral { services.append(try rooms.central()) }
        console.say("hub on port \(desk.port), joining on \(desk.enrolmentPort), stop with Ctrl-C")
        let group = ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
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
