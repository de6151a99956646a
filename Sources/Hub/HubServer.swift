import Foundation
import Identity
package import Logging
import Merge
import ServiceLifecycle
import Sync
package import Wire

/// The always-on peer: three listeners, one store.
///
/// Every message is judged by the registry first.
package struct HubServer: Service {
    let desk: HubDesk
    private let keys: HubKeys
    let switchboard = Switchboard()
    private let proof: CrashProof
    private let door: Doorkeeper
    private let logger: Logger
    let lobby: Lobby
    let traffic = TrafficMeter()
    private let listeners: [Listener]

    /// Runs a command in this process.
    ///
    /// - Returns: its exit code.
    package typealias Command =
        @Sendable (ControlRequest, ControlService.Print) async throws -> Int32

    /// - Parameters:
    ///   - address: where registered replicas connect; registration listens one port above.
    ///   - terms: how long it waits for strangers and how many it holds; by default as many as the
    ///     system leaves room for.
    ///   - meters: count what it does.
    ///   - control: runs a command that came through the socket, in this process.
    package init(
        _ desk: HubDesk, at address: ListenAddress, logger: Logger, terms: ListenerTerms? = nil,
        meters: HubMeters = HubMeters(), control: @escaping Command
    ) throws {
        let keys = try HubKeys(in: desk.home)
        let desk = try desk.withVault().withSigner(keys.authority).withBreaker()
        let released = try desk.releaseKnownTypes()
        if released > 0 {
            logger.notice("kept work taken in", metadata: ["changeSets": "\(released)"])
        }
        self.desk = desk
        self.logger = logger
        let proof = CrashProof(desk, logger)
        self.proof = proof
        self.keys = keys
        guard let above = ListenAddress(address: address.address, port: address.port + 1) else {
            throw HubError.badAddress
        }
        let hosts = Set(desk.addresses.map(\.host)).sorted()
        let identity = try keys.server(hosts: hosts, replica: desk.replica, now: desk.now)
        let lobby = Lobby(terms ?? ListenerTerms(descriptors: DescriptorLimit.raise()))
        self.lobby = lobby
        let door = Doorkeeper(desk, keys.policy, logger, lobby)
        self.door = door
        let quotas = QuotaBook()
        let callers = Callers(
            exchanges: ExchangeHost(desk, door, proof, switchboard, quotas, meters, logger),
            inquiries: InquiryDesk(desk, door, quotas),
            registrations: RegistrationDesk(desk, keys, door, switchboard, quotas, logger, lobby),
            watch: FaultWatch(desk: desk, policy: keys.policy, logger: logger), lobby: lobby,
            traffic: traffic)
        self.listeners = [
            callers.exchange(at: address, identity, authority: keys.authority.root.pem),
            callers.registration(at: above, identity),
            try Listener.control(
                socketPath: desk.home.socket,
                control: callers.commands(desk, switchboard, control)),
        ]
    }

    /// Who answers at the listeners; whatever goes wrong in an answer passes the watch.
    private struct Callers {
        let exchanges: ExchangeHost
        let inquiries: InquiryDesk
        let registrations: RegistrationDesk
        let watch: FaultWatch
        let lobby: Lobby
        let traffic: TrafficMeter

        func exchange(
            at address: ListenAddress, _ identity: TLSIdentity, authority: String
        ) -> Listener {
            Listener.exchange(
                at: address, identity: identity, authority: authority,
                exchange: ExchangeService(meter: traffic) { exchange in
                    try await watch.minding("exchange", exchange.caller) {
                        try await exchanges.hold(exchange)
                    }
                },
                renewal: RenewalService { request, caller in
                    try await watch.minding("renewal", caller) {
                        try await registrations.renew(request, caller)
                    }
                },
                inquiry: InquiryService { question, caller, tell in
                    try await watch.minding("inquiry", caller) {
                        try await inquiries.answer(question, caller, tell)
                    }
                }, lobby: lobby)
        }

        func registration(at address: ListenAddress, _ identity: TLSIdentity) -> Listener {
            Listener.registration(
                at: address, identity: identity,
                registration: RegistrationService { request, caller in
                    try await watch.minding("registration", caller) {
                        try await registrations.register(request, caller)
                    }
                }, lobby: lobby)
        }

        /// Runs a command in this process, and wakes those whom it concerns.
        func commands(
            _ desk: HubDesk, _ switchboard: Switchboard, _ control: @escaping Command
        ) -> ControlService {
            ControlService { request, print in
                try await watch.minding("command") {
                    try await switchboard.rousing(from: { try desk.position }) {
                        try await control(request, print)
                    }
                }
            }
        }
    }

    /// Whether both ports take connections; answers once that is known.
    package var isListening: Bool {
        get async {
            for listener in listeners.dropLast() where await listener.port == nil { return false }
            return true
        }
    }

    /// The position of the store, read in its turn, and how many replicas are on the line.
    package var standing: (position: UInt64, onLine: Int) {
        get async throws {
            let position = try await desk.thread.run { try desk.position }
            return (position, await switchboard.replicas.count)
        }
    }

    package func run() async throws {
        defer { desk.home.removeSocket() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for listener in listeners { group.addTask { try await listener.run() } }
            // After a fault of the disk nothing more is written, and nobody is to rely on it.
            group.addTask { try await failure() }
            group.addTask { await cancelWhenGracefulShutdown { await keepSeen() } }
            group.addTask { await cancelWhenGracefulShutdown { await keepDoor() } }
            group.addTask { await cancelWhenGracefulShutdown { await proof.run() } }
            group.addTask {
                do { try await gracefulShutdown() } catch { return }
            }
            if let port = await listeners[0].port {
                logger.info("listening", metadata: ["port": "\(port)"])
            }
            let ended = await group.nextResult()
            await Listener.sayGoodbye(listeners)
            group.cancelAll()
            try ended?.get()
        }
        logger.info("stopped")
    }

    /// Waits until the store can no longer be relied on.
    ///
    /// - Throws: the fault; returns only when cancelled.
    private func failure() async throws {
        let (faults, continuation) = AsyncStream<any Error>.makeStream(
            bufferingPolicy: .bufferingNewest(1))
        desk.store.onFailure { continuation.yield($0) }
        for await fault in faults { throw fault }
    }

    /// How often the registry hears who is on the line: an office that lives on it for days is no
    /// office that missed its nights.
    private static let seenInterval = Duration.seconds(600)

    private func keepSeen() async {
        while true {
            do { try await Task.sleep(for: HubServer.seenInterval) } catch { return }
            let online = await switchboard.replicas
            let begun = desk.now
            do {
                try await desk.thread.run {
                    try desk.store.write {
                        try $0.noteOnline(online, at: desk.now)
                        try $0.noteLags(at: desk.now)
                    }
                    try door.writeDue()
                }
                desk.faults.succeeded(in: "registry", of: nil, begun: begun)
            } catch {
                desk.faults.noted(error, in: "registry", of: nil, logger, at: desk.now)
            }
        }
    }

    /// How often the operator hears of those who were sent away, however many there are.
    private static let doorInterval = Duration.seconds(10)

    private func keepDoor() async {
        var told: [DoorFault: Int] = [:]
        while true {
            do { try await Task.sleep(for: HubServer.doorInterval) } catch { return }
            let sentAway = lobby.sentAway
            guard sentAway != told else { continue }
            let more = sentAway.map { ($0.key, $0.value - told[$0.key, default: 0]) }
                .filter { $0.1 > 0 }
            told = sentAway
            logger.notice(
                "connections closed at the door",
                metadata: Dictionary(uniqueKeysWithValues: more.map { ("\($0.0)", "\($0.1)") }))
            do {
                let count = more.reduce(0) { $0 + $1.1 }
                try await desk.thread.run {
                    try desk.store.write { try $0.note(sentAway: count, at: desk.now) }
                }
            } catch {
                logger.warning("door not written", metadata: ["error": "\(error)"])
            }
        }
    }
}
