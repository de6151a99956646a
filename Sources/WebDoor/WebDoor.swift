internal import HTTPTypes
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix
import ServiceLifecycle
import Synchronization
package import WebDesk

/// HTTP on one side, requests and answers of the desk on the other; on this machine alone.
///
/// It listens at 127.0.0.1 and nowhere else: whoever wants the desk from another machine needs TLS
/// and a proven person, which this door does not have. What holds no value of a record may be given
/// to other users of this machine.
package struct WebDoor: Service {
    /// Answers what came through the door.
    package typealias Answer = @Sendable (WebRequest) async -> WebAnswer

    private let port: Int
    private let logger: Logger
    private let isForOwnerAlone: Bool
    private let opened: @Sendable (Int) -> Answer
    private let answer = AnswerBox()

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - isForOwnerAlone: whether programs of other users of this machine are refused.
    ///   - opened: told the port once it listens; what it returns answers from then on.
    package init(
        port: Int, logger: Logger, isForOwnerAlone: Bool = true,
        opened: @escaping @Sendable (Int) -> Answer
    ) {
        self.port = port
        self.isForOwnerAlone = isForOwnerAlone
        self.logger = logger
        self.opened = opened
    }

    /// - Throws: `WebDoorError.taken` where another process listens on the port.
    package func run() async throws {
        let configuration = HTTP1Channel.Configuration(
            idleTimeout: .seconds(WebLimits.idleDuration.components.seconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: WebLimits.headerBytesMax,
                maxHeaderListSize: WebLimits.headerBytesMax, maxHeaderFieldCount: 100))
        let server = try HTTPServerBuilder.http1(configuration: configuration).buildServer(
            configuration: ServerConfiguration(
                address: .hostname("127.0.0.1", port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    WebLimits.connectionsMax)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { [answer, isForOwnerAlone] request, writer, channel in
                let reply =
                    isForOwnerAlone && WebDoor.isForeign(channel)
                    ? .refused(403, "This desk answers the programs of its own user alone.")
                    : await WebDoor.reply(to: request, from: answer)
                try await writer.write(
                    response: WebDoor.head(of: reply),
                    body: request.method == .head
                        ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
                // The rest of what was refused is not waited for.
                if WebDoor.endsLine(reply) { throw WebDoorError.unread }
            },
            onServerRunning: { [answer, opened] channel in
                answer.open(opened(channel.localAddress?.port ?? 0))
            })
        do { try await server.run() } catch let error as IOError {
            throw error.errnoCode == EADDRINUSE ? WebDoorError.taken(port: port) : error
        }
    }

    private static func isForeign(_ channel: any Channel) -> Bool {
        guard let peer = channel.remoteAddress?.port, let own = channel.localAddress?.port else {
            return true
        }
        return Peer.isForeign(port: peer, to: own)
    }

    /// Whether a refused form may still be on its way.
    private static func endsLine(_ answer: WebAnswer) -> Bool {
        answer.status == 408 || answer.status == 413
    }

    private static func reply(to request: Request, from box: AnswerBox) async -> WebAnswer {
        guard let answer = box.answer else { return .refused(503, "The desk is being opened.") }
        var request = request
        let body: [UInt8]
        do {
            let buffer = try await within(WebLimits.arrivingDuration) { [request] in
                var request = request
                return try await request.collectBody(upTo: WebLimits.bodyBytesMax)
            }
            guard let buffer else { return .refused(408, "The form took too long to arrive.") }
            body = Array(buffer.readableBytesView)
            request.body = .init(buffer: buffer)
        } catch {
            return .refused(413, "The form is larger than any of this desk.")
        }
        let headers =
            request.headers.map { (name: $0.name.rawName, value: $0.value) }
            + (request.head.authority.map { [(name: "host", value: $0)] } ?? [])
        guard
            let asked = WebRequest(
                method: request.method.rawValue, target: request.head.path ?? "/",
                headers: headers, body: body)
        else { return .refused(400, "The desk does not understand this.") }
        let made = try? await within(WebLimits.answerDuration) { await answer(asked) }
        let late =
            asked.method == .post
            ? "This took too long. It may have been done: look before you try again."
            : "The page took too long to make."
        return made.flatMap(\.self) ?? .refused(503, late)
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

    private static func head(of answer: WebAnswer) -> HTTPResponse {
        var fields = HTTPFields()
        for header in answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields.append(HTTPField(name: name, value: header.value))
        }
        fields[.contentLength] = String(answer.body.count)
        if endsLine(answer) { fields[.connection] = "close" }
        return HTTPResponse(status: .init(code: answer.status), headerFields: fields)
    }

    /// Who answers, once the port is known.
    private final class AnswerBox: Sendable {
        private let box = Mutex<Answer?>(nil)

        var answer: Answer? { box.withLock { $0 } }

        func open(_ answer: @escaping Answer) {
            box.withLock { $0 = answer }
        }
    }
}

/// Why the door does not open, or a line is closed.
package enum WebDoorError: Error, Equatable, CustomStringConvertible {
    case taken(port: Int)
    /// What came over the line was not read to its end.
    case unread

    package var description: String {
        switch self {
        case .unread: "a form was given up before all of it had come"
        case .taken(let port):
            "another process listens on port \(port): give --port another, or 0 for any"
        }
    }
}
