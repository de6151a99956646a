internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import NIOPosix
internal import Sync

// A call of the library that is cancelled just before it stands in the library's queue is forgotten
// there and never returns. So the library works in a task of its own, and whoever waits for it does
// so for a bounded time once the call is over.

/// A connection for one use: opened by the first call, closed at the end.
struct ClientConnection: Sendable {
    typealias Client = GRPCClient<HTTP2ClientTransport.Posix>

    /// What a client connects to.
    enum Target: Sendable {
        case host(String, port: Int)
        case socket(SocketPath)
    }

    let target: Target
    let security: HTTP2ClientTransport.Posix.TransportSecurity
    let durations: LineDurations

    /// Opens the connection, and ends `body` when the other side is late.
    ///
    /// Cancelled or late, it returns within `WireLimits.closingDuration`: what the library does not
    /// end by then is left to itself, without a socket.
    ///
    /// - Throws: `WireError.unusableIdentity` if certificate, key or root cannot be read,
    ///   `.lineFailed` with what the line came to, and what `body` throws.
    func with<Outcome: Sendable>(
        _ body: @escaping @Sendable (Client, LineWatch) async throws -> Outcome
    ) async throws -> Outcome {
        let watch = LineWatch(address, durations)
        let transport = try transport(watch)
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let stop = Once<Void>()
        let end = Once<Result<Outcome, any Error>>()
        let giveUp: @Sendable (WireError) -> Void = { error in
            loop.scheduleTask(in: TimeAmount(WireLimits.closingDuration)) {
                end.settle(.success(.failure(error)))
            }
        }
        let work = loop.makeFutureWithTask {
            try await withThrowingTaskGroup(of: Outcome.self) { group in
                group.addTask {
                    try await find()
                    watch.enter(.connecting)
                    return try await withGRPCClient(transport: transport) { client in
                        try await body(client, watch)
                    }
                }
                group.addTask {
                    let fault = WireError.lineFailed(try await watch.overdue())
                    giveUp(fault)
                    throw fault
                }
                group.addTask {
                    try await stop.value()
                    throw CancellationError()
                }
                defer { group.cancelAll() }
                guard let outcome = try await group.next() else { throw CancellationError() }
                return outcome
            }
        }
        work.whenComplete { end.settle(.success($0)) }
        do {
            return try await withTaskCancellationHandler {
                try await end.settledValue().get()
            } onCancel: {
                watch.abandon()
                stop.settle(.success(()))
                giveUp(.callFailed(.cancelled))
            }
        } catch {
            throw watch.explained(error)
        }
    }

    private var address: String {
        switch target {
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let socket): socket.path
        }
    }

    private func find() async throws(WireError) {
        guard case .host(let host, let port) = target else { return }
        try await HostLookup.find(host, port: port)
    }

    private func transport(_ watch: LineWatch) throws(WireError) -> HTTP2ClientTransport.Posix {
        var isSecured = false
        if case .host = target { isSecured = true }
        let config = config(watch, isSecured: isSecured)
        do {
            switch target {
            case .host(let host, let port):
                return try HTTP2ClientTransport.Posix(
                    target: ClientConnection.target(host, port), transportSecurity: security,
                    config: config)
            case .socket(let path):
                return try HTTP2ClientTransport.Posix(
                    target: .unixDomainSocket(path: path.address, authority: "localhost"),
                    transportSecurity: security, config: config)
            }
        } catch {
            throw .unusableIdentity
        }
    }

    private func config(
        _ watch: LineWatch, isSecured: Bool
    ) -> HTTP2ClientTransport.Posix.Config {
        .defaults { config in
            config.http2.targetWindowSize = WireLimits.windowBytes
            config.compression.enabledAlgorithms = WireLimits.compression
            config.connection.maxIdleTime = WireLimits.connectionIdleMax
            config.connection.keepalive = HTTP2ClientTransport.Config.Keepalive(
                time: durations.keepaliveInterval, timeout: durations.keepaliveTimeout,
                allowWithoutCalls: false)
            // The library calls it debugging; it is the one place where a connection can be seen
            // from outside, and its socket closed.
            config.channelDebuggingCallbacks.onCreateTCPConnection = { channel in
                channel.eventLoop.makeCompletedFuture {
                    watch.add(channel)
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        SocketWatch(watch, isSecured: isSecured), position: .first)
                    try pipeline.addHandler(HandshakeWatch(watch), position: .last)
                }
            }
        }
    }

    /// An address in digits must not be sent as the server's name (RFC 6066, section 3): TLS then
    /// compares the certificate with the address itself.
    private static func target(_ host: String, _ port: Int) -> any ResolvableTarget {
        guard let numeric = ListenAddress(address: host, port: port) else {
            return .dns(host: host, port: port)
        }
        return numeric.isVersion6
            ? .ipv6(address: host, port: port) : .ipv4(address: host, port: port)
    }
}

extension CallOptions {
    /// Messages up to the protocol's limit; fails at once when nobody answers.
    static func bridgework(
        timeout: Duration?, bytesMax: Int = SyncLimits.messageBytesMax
    ) -> CallOptions {
        var options = CallOptions.defaults
        options.timeout = timeout
        options.waitForReady = false
        options.maxRequestMessageBytes = bytesMax
        options.maxResponseMessageBytes = bytesMax
        return options
    }

    /// A conversation: nearly all that travels between an office and its hub.
    static var exchange: CallOptions {
        var options = bridgework(timeout: nil)
        options.compression = .deflate
        return options
    }
}

extension StreamingClientRequest {
    /// One message; the watch hears when it is on its way.
    init(_ message: Message, _ watch: LineWatch, isAnswerOwed: Bool) {
        self.init { writer in
            watch.enter(.greeting)
            if !isAnswerOwed { watch.expect(answer: false) }
            try await writer.write(message)
        }
    }
}

extension GRPCClient {
    /// A call with one request and one response.
    func call<Request: Framed, Response: Framed>(
        _ method: MethodDescriptor, _ request: Request, _ watch: LineWatch
    ) async throws(WireError) -> Response {
        do {
            return try await bidirectionalStreaming(
                request: StreamingClientRequest(request, watch, isAnswerOwed: true),
                descriptor: method, serializer: FrameCoding<Request>(meter: nil),
                deserializer: FrameCoding<Response>(meter: nil),
                options: .bridgework(timeout: WireLimits.callDuration)
            ) { response in
                var answer: Response?
                for try await message in response.messages {
                    guard answer == nil else { throw WireError.malformed(.frame) }
                    answer = message
                }
                guard let answer else { throw WireError.missing(.frame) }
                return answer
            }
        } catch {
            throw WireError(call: error)
        }
    }
}
