internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import NIOPosix
internal import Sync

/// Waits for calls at one address until its task is cancelled or it is told to stop.
package struct Listener: Sendable {
    private let transport: HTTP2ServerTransport.Posix
    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let name: String
    private let door: Door

    private init(
        transport: HTTP2ServerTransport.Posix, services: [any RegistrableRPCService], name: String,
        door: Door
    ) {
        self.transport = transport
        self.server = GRPCServer(
            transport: transport, services: services,
            interceptors: door.lobby.map { [ReadCount(lobby: $0)] } ?? [])
        self.name = name
        self.door = door
    }

    /// The hub's listener for registered replicas: both sides show certificates of `authority`.
    ///
    /// - Parameters:
    ///   - authority: the group's root in PEM. Nothing else is trusted.
    ///   - lobby: counts who comes in, here and at other listeners of this process.
    package static func exchange(
        at address: ListenAddress, identity: TLSIdentity, authority: String,
        exchange: ExchangeService, renewal: RenewalService, inquiry: InquiryService? = nil,
        lobby: Lobby = Lobby()
    ) -> Listener {
        let door = Door(lobby.terms, lobby: lobby)
        let security = HTTP2ServerTransport.Posix.TransportSecurity.mTLS(
            certificateChain: [.bytes(Array(identity.certificate.utf8), format: .pem)],
            privateKey: .bytes(Array(identity.key.utf8), format: .pem)
        ) { tls in
            tls.trustRoots = .certificates([.bytes(Array(authority.utf8), format: .pem)])
            tls.clientCertificateVerification = .noHostnameVerification
            tls.requireALPN = true
        }
        let transport = HTTP2ServerTransport.Posix(
            address: address.socketAddress, transportSecurity: security,
            config: config(messageBytesMax: WireLimits.inboundBytesMax, door, isCompressed: true))
        return Listener(
            transport: transport,
            services: [exchange, renewal] + (inquiry.map { [$0] } ?? []),
            name: address.description, door: door)
    }

    /// The hub's listener for machines that have a token and no certificate yet.
    package static func registration(
        at address: ListenAddress, identity: TLSIdentity, registration: RegistrationService,
        lobby: Lobby = Lobby()
    ) -> Listener {
        let door = Door(lobby.terms, lobby: lobby)
        let security = HTTP2ServerTransport.Posix.TransportSecurity.tls(
            certificateChain: [.bytes(Array(identity.certificate.utf8), format: .pem)],
            privateKey: .bytes(Array(identity.key.utf8), format: .pem)
        ) { tls in
            tls.requireALPN = true
        }
        let transport = HTTP2ServerTransport.Posix(
            address: address.socketAddress, transportSecurity: security,
            config: config(messageBytesMax: 4 * WireLimits.pemBytesMax, door))
        return Listener(
            transport: transport, services: [registration], name: address.description, door: door)
    }

    /// The agent's listener for programs of this machine that cannot use the socket: TLS, and a
    /// token in each call.
    ///
    /// - Parameter lobby: bounds how many come in who have not shown one yet.
    package static func programs(
        at address: ListenAddress, identity: TLSIdentity, office: OfficeService,
        lobby: Lobby = Lobby()
    ) -> Listener {
        let door = Door(lobby.terms, lobby: lobby)
        let security = HTTP2ServerTransport.Posix.TransportSecurity.tls(
            certificateChain: [.bytes(Array(identity.certificate.utf8), format: .pem)],
            privateKey: .bytes(Array(identity.key.utf8), format: .pem)
        ) { tls in
            tls.requireALPN = true
        }
        let transport = HTTP2ServerTransport.Posix(
            address: address.socketAddress, transportSecurity: security,
            config: config(messageBytesMax: WireLimits.officeBytesMax, door))
        return Listener(
            transport: transport, services: [office.behind(door)], name: address.description,
            door: door)
    }

    /// The listener of the process that owns a store: a unix socket that only its user may open.
    ///
    /// The socket exists from here on; `run()` answers at it.
    ///
    /// - Parameter office: answers the practice's own software; a command that has the store for a
    ///   while has none.
    /// - Throws: `WireError.cannotListen`, with EADDRINUSE if a live process answers there.
    package static func control(
        socketPath path: String, control: ControlService, office: OfficeService? = nil,
        terms: ListenerTerms = ListenerTerms()
    ) throws(WireError) -> Listener {
        let door = Door(terms, lobby: nil)
        let descriptor = try SocketPath(path).listeningDescriptor()
        var config = config(messageBytesMax: WireLimits.controlBytesMax, door)
        // Whoever waits for a long command asks often whether this process still lives.
        config.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls =
            WireLimits.controlPingIntervalMin
        let transport = HTTP2ServerTransport.Posix(
            listeningSocketDescriptor: Int(descriptor), transportSecurity: .plaintext,
            config: config)
        let services: [any RegistrableRPCService] =
            [control.behind(door)] + (office.map { [$0.behind(door)] } ?? [])
        return Listener(transport: transport, services: services, name: path, door: door)
    }

    private static func config(
        messageBytesMax: Int, _ door: Door, isCompressed: Bool = false
    ) -> HTTP2ServerTransport.Posix.Config {
        .defaults { config in
            if isCompressed { config.compression.enabledAlgorithms = WireLimits.compression }
            config.channelDebuggingCallbacks = door.callbacks
            config.rpc.maxRequestPayloadSize = messageBytesMax
            config.http2.maxConcurrentStreams = WireLimits.streamsMax
            config.http2.targetWindowSize = WireLimits.windowBytes
            config.connection.maxAge = WireLimits.connectionAgeMax
            config.connection.maxGraceTime = WireLimits.connectionGraceMax
            config.connection.maxIdleTime = WireLimits.connectionIdleMax
            config.connection.keepalive.time = WireLimits.keepaliveInterval
            config.connection.keepalive.timeout = WireLimits.keepaliveTimeout
            config.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls =
                WireLimits.pingIntervalMin
        }
    }

    /// Serves until `sayGoodbye`, or until the task is cancelled, which closes everything at once.
    ///
    /// The server has a task of its own: cancelled while somebody is connected, it stops the
    /// process (see `Door`). Once the door is shut, it has `WireLimits.closingDuration` to return.
    ///
    /// - Throws: `WireError.cannotListen` if the address is in use or not this machine's,
    ///   `.unusableIdentity` if certificate, key or root cannot be read.
    package func run() async throws(WireError) {
        defer { door.end() }
        do {
            try await withTaskCancellationHandler {
                let loop = MultiThreadedEventLoopGroup.singleton.any()
                let end = loop.makeFutureWithTask { try await server.serve() }
                try await door.untilOver(end)
            } onCancel: {
                stop(after: .zero)
            }
        } catch {
            guard !door.isClosing else { return }
            throw failure(error)
        }
    }

    /// Says goodbye at every listener and waits until the last call has ended; those that take
    /// longer than the grace are cut off.
    ///
    /// An exchange ends at once and a call that waits for one answer gets it, as a command does.
    package static func sayGoodbye(_ listeners: [Listener]) async {
        for listener in listeners { listener.stop(after: listener.door.grace) }
        for listener in listeners { await listener.door.untilEnded() }
    }

    /// Whether it lets nobody in any more.
    var isStopping: Bool { door.isClosing }

    private func stop(after grace: Duration) {
        door.close(after: grace) { server.beginGracefulShutdown() }
    }

    /// The port, once there is one; `nil` for a unix socket, and if `run()` fails.
    package var port: Int? {
        get async {
            do {
                let address = try await transport.listeningAddress
                return address.ipv4?.port ?? address.ipv6?.port
            } catch {
                return nil
            }
        }
    }

    private func failure(_ error: any Error) -> WireError {
        var cause: (any Error)? = error
        while let runtime = cause as? RuntimeError { cause = runtime.cause }
        switch cause {
        case let cause as IOError:
            return .cannotListen(address: name, errorCode: cause.errnoCode)
        case let cause? where String(reflecting: type(of: cause)).hasPrefix("NIOSSL"):
            return .unusableIdentity
        default: return WireError(call: error)
        }
    }
}
