internal import HTTPTypes
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import NIOPosix
import ServiceLifecycle
import Synchronization
package import WebDesk

/// HTTP on one side, requests and answers of the desk on the other.
///
/// It listens at 127.0.0.1, to programs of its own user; or on the network with TLS, and then it is
/// for whoever answers to know who is there. What holds no value of a record may be
/// given to other users of this machine.
package struct WebDoor: Service {
    /// Answers what came through the door.
    package struct Answer: Sendable {
        let answer: @Sendable (WebRequest) async -> WebAnswer
        /// How many bytes of a request's body are read, by its head.
        let bytesMax: @Sendable (WebRequest) -> Int

        package init(
            bytesMax: @escaping @Sendable (WebRequest) -> Int = { _ in WebLimits.bodyBytesMax },
            _ answer: @escaping @Sendable (WebRequest) async -> WebAnswer
        ) {
            self.answer = answer
            self.bytesMax = bytesMax
        }
    }

    private let place: DoorPlace
    private let logger: Logger
    private let isForOwnerAlone: Bool
    private let opened: @Sendable (Int) -> Answer
    private let answer = AnswerBox()

    /// At this machine's own address.
    ///
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - isForOwnerAlone: whether programs of other users of this machine are refused.
    ///   - opened: told the port once it listens; what it returns answers from then on.
    package init(
        port: Int, logger: Logger, isForOwnerAlone: Bool = true,
        opened: @escaping @Sendable (Int) -> Answer
    ) {
        self.init(
            at: .machine(port: port), logger: logger, isForOwnerAlone: isForOwnerAlone,
            opened: opened)
    }

    package init(
        at place: DoorPlace, logger: Logger, isForOwnerAlone: Bool = true,
        opened: @escaping @Sendable (Int) -> Answer
    ) {
        self.place = place
        self.isForOwnerAlone = isForOwnerAlone
        self.logger = logger
        self.opened = opened
    }

    /// - Throws: `WebDoorError` where it cannot listen there.
    package func run() async throws {
        let configuration = HTTP1Channel.Configuration(
            idleTimeout: .seconds(WebLimits.idleDuration.components.seconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: WebLimits.headerBytesMax,
                maxHeaderListSize: WebLimits.headerBytesMax, maxHeaderFieldCount: 100))
        let isOpen = if case .machine = place { false } else { true }
        let server = try builder(configuration).buildServer(
            configuration: ServerConfiguration(
                address: .hostname(place.address, port: place.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    isOpen ? WebLimits.networkConnectionsMax : WebLimits.connectionsMax)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { [answer, isForOwnerAlone] request, writer, channel in
                let address = isOpen ? channel.remoteAddress?.ipAddress ?? "" : ""
                let reply =
                    isForOwnerAlone && !isOpen && WebDoor.isForeign(channel)
                    ? .refused(403, "This desk answers the programs of its own user alone.")
                    : await WebDoor.reply(to: request, from: answer, at: address)
                try await writer.write(
                    response: WebDoor.head(of: reply),
                    body: request.method == .head ? ResponseBody() : WebDoor.body(of: reply))
                // The rest of what was refused is not waited for.
                if WebDoor.endsLine(reply) { throw WebDoorError.unread }
            },
            onServerRunning: { [answer, opened] channel in
                answer.open(opened(channel.localAddress?.port ?? 0))
            })
        do { try await server.run() } catch let error as IOError {
            switch error.errnoCode {
            case EADDRINUSE: throw WebDoorError.taken(port: place.port)
            case EADDRNOTAVAIL: throw WebDoorError.notHere(address: place.address)
            case EACCES: throw WebDoorError.forbidden(port: place.port)
            default: throw error
            }
        }
    }

    private func builder(_ configuration: HTTP1Channel.Configuration) -> HTTPServerBuilder {
        switch place {
        case .machine: return .http1(configuration: configuration)
        case .network(_, _, let tls):
            let lines = LineCount()
            return HTTPServerBuilder { responder in
                GuardedChannel(
                    try TLSChannel(
                        HTTP1Channel(responder: responder, configuration: configuration),
                        tlsConfiguration: tls.configuration),
                    most: WebLimits.connectionsPerAddress, lines: lines)
            }
        }
    }

    private static func isForeign(_ channel: any Channel) -> Bool {
        guard let peer = channel.remoteAddress?.port, let own = channel.localAddress?.port else {
            return true
        }
        return ConnectionOwner.isForeign(port: peer, to: own)
    }

    /// Whether what was refused may still be on its way: nobody reads a rest that never ends.
    private static func endsLine(_ answer: WebAnswer) -> Bool {
        [400, 408, 413, 503].contains(answer.status)
    }

    private static func reply(
        to request: Request, from box: AnswerBox, at address: String
    ) async -> WebAnswer {
        guard let answer = box.answer else { return .refused(503, "The desk is being opened.") }
        guard let head = asked(request, body: [], at: address) else {
            return .refused(400, "The desk does not understand this.")
        }
        let most = answer.bytesMax(head)
        let isLong = most > WebLimits.bodyBytesMax
        let body: [UInt8]
        do {
            let buffer = try await within(
                isLong ? WebLimits.uploadDuration : WebLimits.arrivingDuration
            ) { [request] in
                var request = request
                return try await request.collectBody(upTo: most)
            }
            guard let buffer else { return .refused(408, "The form took too long to arrive.") }
            body = Array(buffer.readableBytesView)
        } catch {
            return .refused(413, "The form is larger than any of this desk.")
        }
        guard let asked = asked(request, body: body, at: address) else {
            return .refused(400, "The desk does not understand this.")
        }
        let made = try? await within(WebLimits.answerDuration) { await answer.answer(asked) }
        let late =
            asked.method == .post
            ? "This took too long. It may have been done: look before you try again."
            : "The page took too long to make."
        return made.flatMap(\.self) ?? .refused(503, late)
    }

    private static func asked(
        _ request: Request, body: [UInt8], at address: String
    ) -> WebRequest? {
        let headers =
            request.headers.map { (name: $0.name.rawName, value: $0.value) }
            + (request.head.authority.map { [(name: "host", value: $0)] } ?? [])
        return WebRequest(
            method: request.method.rawValue, target: request.head.path ?? "/", headers: headers,
            body: body, address: address)
    }

    /// - Returns: `nil` when it takes longer; then it is cancelled.
    private static func within<Made: Sendable>(
        _ duration: Duration, _ make: @escaping @Sendable () async throws -> Made
    ) async throws -> Made? {
        try await withThrowingTaskGroup(of: Made?.self) { group in
            group.addTask { try await make() }
            group.addTask {
                try await Task.sleep(for: duration)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private static func body(of answer: WebAnswer) -> ResponseBody {
        guard let changes = answer.changes else {
            return ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        }
        return ResponseBody { writer in
            try await changes.tell(isEnding: { Task.isShuttingDownGracefully }) { text in
                try await writer.write(ByteBuffer(string: text))
            }
            try await writer.finish(nil)
        }
    }

    private static func head(of answer: WebAnswer) -> HTTPResponse {
        var fields = HTTPFields()
        for header in answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields.append(HTTPField(name: name, value: header.value))
        }
        if answer.changes == nil { fields[.contentLength] = String(answer.body.count) }
        if endsLine(answer) { fields[.connection] = "close" }
        return HTTPResponse(status: .init(code: answer.status), headerFields: fields)
    }

    /// Who answers, once the port is known.
    private final class AnswerBox: Sendable {
        private let box = Mutex<Answer?>(nil)

        var answer: Answer? { box.withLock { $0 } }

        func open(_ answer: Answer) {
            box.withLock { $0 = answer }
        }
    }
}

/// Why the door does not open, or a line is closed.
package enum WebDoorError: Error, Equatable, CustomStringConvertible {
    case taken(port: Int)
    /// No network of this machine has that address.
    case notHere(address: String)
    /// The system keeps that port for root.
    case forbidden(port: Int)
    /// The certificate or the key cannot be shown to anybody.
    case unusable
    /// What came over the line was not read to its end.
    case unread

    package var description: String {
        switch self {
        case .notHere(let address):
            "this machine does not have the address \(address): give one that `ip address` shows, "
                + "or 0.0.0.0 for all of them"
        case .forbidden(let port):
            "this user may not listen on port \(port): give one above 1023, such as 7447"
        case .unusable:
            "the certificate or its key cannot be used for TLS: give a key of RSA or of a NIST "
                + "curve, both in PEM"
        case .unread: "a form was given up before all of it had come"
        case .taken(let port):
            "another process listens on port \(port): give --port another, or 0 for any"
        }
    }
}
