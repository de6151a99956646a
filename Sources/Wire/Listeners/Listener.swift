internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import Sync

/// Waits for calls at one address until its task is cancelled or it is told to stop.
package struct Listener: Sendable {
    private let transport: HTTP2ServerTransport.Posix
    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let name: String

    private init(
        transport: HTTP2ServerTransport.Posix, services: [any RegistrableRPCService], name: String
    ) {
        self.transport = transport
        self.server = GRPCServer(transport: transport, services: services)
        self.name = name
    }

    /// The hub's listener for enrolled replicas: both sides show certificates of `authority`.
    ///
    /// - Parameter authority: the group's root in PEM. Nothing else is trusted.
    package static func exchange(
        at address: ListenAddress, identity: TLSIdentity, authority: String,
        exchange: ExchangeService, renewal: RenewalService, inquiry: InquiryService? = nil
    ) -> Listener {
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
            config: config(messageBytesMax: WireLimits.inboundBytesMax))
        return Listener(
            transport: transport,
            services: [exchange, renewal] + (inquiry.map { [$0] } ?? []),
            name: address.description)
    }

    /// The hub's listener for machines that have a token and no certificate yet.
    package static func enrolment(
        at address: ListenAddress, identity: TLSIdentity, enrolment: EnrolmentService
    ) -> Listener {
        let security = HTTP2ServerTransport.Posix.TransportSecurity.tls(
            certificateChain: [.bytes(Array(identity.certificate.utf8), format: .pem)],
            privateKey: .bytes(Array(identity.key.utf8), format: .pem)
        ) { tls in
            tls.requireALPN = true
        }
        let transport = HTTP2ServerTransport.Posix(
            address: address.socketAddress, transportSecurity: security,
            config: config(messageBytesMax: 4 * WireLimits.pemBytesMax))
        return Listener(transport: transport, services: [enrolment], name: address.description)
    }

    /// The listener of the process that owns a store: a unix socket that only its user may open.
    ///
    /// The socket exists from here on; `run()` answers at it.
    ///
    /// - Throws: `WireError.cannotListen`, with EADDRINUSE if a live process answers there.
    package static func control(
        socketPath path: String, control: ControlService
    ) throws(WireError) -> Listener {
        let descriptor = try SocketPath(path).listeningDescriptor()
        let transport = HTTP2ServerTransport.Posix(
            listeningSocketDescriptor: Int(descriptor), transportSecurity: .plaintext,
            config: config(messageBytesMax: SyncLimits.messageBytesMax))
        return Listener(transport: transport, services: [control], name: path)
    }

    private static func config(messageBytesMax: Int) -> HTTP2ServerTransport.Posix.Config {
        .defaults { config in
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

    /// Serves until the task is cancelled, or until the last call has ended after `sayGoodbye`.
    ///
    /// - Throws: `WireError.cannotListen` if the address is in use or not this machine's,
    ///   `.unusableIdentity` if certificate, key or root cannot be read.
    package func run() async throws(WireError) {
        do {
            try await server.serve()
        } catch {
            guard !Task.isCancelled else { return }
            throw failure(error)
        }
    }

    /// Says goodbye at every listener and waits a moment, before the caller cancels them.
    ///
    /// Clients that have been told open no more calls: one that arrives while a listener is torn
    /// down is dropped inside NIO, which stops the whole process.
    package static func sayGoodbye(_ listeners: [Listener]) async {
        for listener in listeners { listener.server.beginGracefulShutdown() }
        do { try await Task.sleep(for: WireLimits.goodbyeGrace) } catch { return }
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
