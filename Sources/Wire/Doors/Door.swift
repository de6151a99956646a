internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import NIOPosix
internal import Synchronization

// gRPC's server must not be cancelled while anybody is connected, and its socket must not be closed
// while a connection is on its way from the socket to the server: what is then dropped on the way
// has a writer that nobody finished, and NIO stops the process for that. So a door closes in order.
// From one moment on it closes whoever comes. Then it waits until those who came before have been
// handed over: each event loop is passed once, and the socket's last, because a connection goes
// from the socket's loop to its own and back. Then the socket is closed and all are told goodbye;
// who stays longer than the grace is closed. When nobody is left, the server returns by itself.

/// One listener's socket and those who came in by it.
final class Door: Sendable {
    let lobby: Lobby?
    private let terms: ListenerTerms
    private let state = Mutex(State())
    /// The server has returned, or has had the time to.
    private let over = Once<Result<Void, any Error>>()

    private struct State {
        var socket: (any Channel)?
        var watches: [ObjectIdentifier: DoorWatch] = [:]
        var isClosing = false
        var isShut = false
        var hasEnded = false
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    /// - Parameter lobby: `nil` for a unix socket.
    init(_ terms: ListenerTerms, lobby: Lobby?) {
        self.terms = terms
        self.lobby = lobby
    }

    var grace: Duration { terms.goodbye }

    var callbacks: HTTP2ServerTransport.Config.ChannelDebuggingCallbacks {
        HTTP2ServerTransport.Config.ChannelDebuggingCallbacks(
            onBindTCPListener: { self.open($0) },
            onAcceptTCPConnection: { self.enter($0) },
            onAcceptHTTP2Stream: { self.open(call: $0) })
    }

    private func open(_ socket: any Channel) -> EventLoopFuture<Void> {
        let isClosing = state.withLock { state in
            state.socket = socket
            return state.isClosing
        }
        guard !isClosing else {
            return socket.eventLoop.makeFailedFuture(ChannelError.alreadyClosed)
        }
        return socket.eventLoop.makeSucceededVoidFuture()
    }

    /// A failed future would drop a connection half made: one that may not stay is closed.
    private func enter(_ channel: any Channel) -> EventLoopFuture<Void> {
        let id = ObjectIdentifier(channel)
        let watch = DoorWatch(channel, terms: terms, lobby: lobby) {
            self.state.withLock { $0.watches[id] = nil }
        }
        let isClosing = state.withLock { state in
            if !state.isClosing { state.watches[id] = watch }
            return state.isClosing
        }
        do {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(watch, position: .first)
            try pipeline.addHandler(TLSWatch(watch), position: .last)
            if isClosing { watch.close(nil) }
        } catch {
            watch.close(nil)
        }
        return channel.eventLoop.makeSucceededVoidFuture()
    }

    private func open(call stream: any Channel) -> EventLoopFuture<Void> {
        do {
            let pipeline = stream.parent?.pipeline.syncOperations
            try pipeline?.handler(type: DoorWatch.self).open(call: stream)
        } catch {
            // The connection is gone, and its calls with it.
            stream.close(promise: nil)
        }
        return stream.eventLoop.makeSucceededVoidFuture()
    }

    // MARK: Closing

    /// Whether the door closes: calls are told that they are cancelled, and may go on until it is
    /// shut.
    var isClosing: Bool { state.withLock(\.isClosing) }

    /// Lets nobody in any more, has `goodbye` said to all, and closes who stays beyond `grace`.
    func close(after grace: Duration, goodbye: @escaping @Sendable () -> Void) {
        let (socket, isFirst) = state.withLock { state in
            defer { state.isClosing = true }
            return (state.socket, !state.isClosing)
        }
        let loop = socket?.eventLoop ?? MultiThreadedEventLoopGroup.singleton.any()
        if isFirst {
            let loops = MultiThreadedEventLoopGroup.singleton.makeIterator()
            let passed = loops.map { $0.submit {} }
            EventLoopFuture.andAllComplete(passed, on: loop).whenComplete { _ in
                goodbye()
                for watch in self.watches { watch.onLoop { $0.sayGoodbye() } }
            }
        }
        loop.scheduleTask(in: TimeAmount(grace)) { self.shut() }
    }

    private var watches: [DoorWatch] { state.withLock { Array($0.watches.values) } }

    private func shut() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isShut = true
            return state.waiting
        }
        for continuation in waiting { continuation.finish() }
        for watch in watches { watch.onLoop { $0.close(nil) } }
        MultiThreadedEventLoopGroup.singleton.any()
            .scheduleTask(in: TimeAmount(WireLimits.closingDuration)) {
                self.over.settle(.success(.success(())))
            }
    }

    /// Waits until the grace of a door that closes is over, or the task is cancelled.
    func untilShut() async {
        await wait { $0.isShut }
    }

    /// Waits for the server, and once the door is shut only as long as closing may take.
    func untilOver(_ server: EventLoopFuture<Void>) async throws {
        server.whenComplete { self.over.settle(.success($0)) }
        try await over.settledValue().get()
    }

    /// The server has returned.
    func end() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isShut = true
            state.hasEnded = true
            return state.waiting
        }
        for continuation in waiting { continuation.finish() }
    }

    /// Waits until the server has returned.
    func untilEnded() async {
        while !Task.isCancelled, !state.withLock(\.hasEnded) { await wait { $0.hasEnded } }
    }

    private func wait(_ isDue: (State) -> Bool) async {
        let (ends, continuation) = AsyncStream<Never>.makeStream()
        let isOver = state.withLock { state in
            if isDue(state) { return true }
            state.waiting.append(continuation)
            return false
        }
        guard !isOver else { return }
        for await _ in ends {}
    }
}

extension DoorWatch {
    func onLoop(_ body: @escaping @Sendable (DoorWatch) -> Void) {
        loop.execute { body(self) }
    }
}
