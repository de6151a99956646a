internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import Sync

/// A connection for one use: opened by the first call, closed at the end.
struct ClientConnection: Sendable {
    /// What a client connects to.
    enum Target: Sendable {
        case host(String, port: Int)
        case socket(SocketPath)
    }

    let target: Target
    let security: HTTP2ClientTransport.Posix.TransportSecurity

    /// - Throws: `WireError.unusableIdentity` if certificate, key or root cannot be read, and what
    ///   `body` throws.
    func with<Outcome: Sendable>(
        _ body: (GRPCClient<HTTP2ClientTransport.Posix>) async throws -> Outcome
    ) async throws -> Outcome {
        let transport = try transport()
        return try await withGRPCClient(transport: transport) { client in
            try await body(client)
        }
    }

    private func transport() throws(WireError) -> HTTP2ClientTransport.Posix {
        let config = HTTP2ClientTransport.Posix.Config.defaults { config in
            config.http2.targetWindowSize = WireLimits.windowBytes
            config.connection.maxIdleTime = WireLimits.connectionIdleMax
            config.connection.keepalive = HTTP2ClientTransport.Config.Keepalive(
                time: WireLimits.keepaliveInterval, timeout: WireLimits.keepaliveTimeout,
                allowWithoutCalls: false)
        }
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
    static func bridgework(timeout: Duration?) -> CallOptions {
        var options = CallOptions.defaults
        options.timeout = timeout
        options.waitForReady = false
        options.maxRequestMessageBytes = SyncLimits.messageBytesMax
        options.maxResponseMessageBytes = SyncLimits.messageBytesMax
        return options
    }
}

extension GRPCClient {
    /// A call with one request and one response.
    func call<Request: Framed, Response: Framed>(
        _ method: MethodDescriptor, _ request: Request
    ) async throws(WireError) -> Response {
        do {
            return try await unary(
                request: ClientRequest(message: request), descriptor: method,
                serializer: FrameCoding<Request>(meter: nil),
                deserializer: FrameCoding<Response>(meter: nil),
                options: .bridgework(timeout: WireLimits.callDuration)
            ) { response in
                try response.message
            }
        } catch {
            throw WireError(call: error)
        }
    }
}
