internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import NIOTLS

// gRPC closes a connection by saying goodbye and waiting for an answer, and TLS by asking for one:
// a peer that answers nothing keeps both waiting. The watch stands before them all, at the socket,
// and closes that.

/// Watches one connection from the socket's side and closes it when its schedule says so.
final class DoorWatch: ChannelInboundHandler, @unchecked Sendable {  // touched on its loop alone
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let channel: any Channel
    private let terms: ListenerTerms
    /// `nil` at a unix socket, where nobody is a stranger.
    private let lobby: Lobby?
    private let left: @Sendable () -> Void
    private var schedule: VisitSchedule
    private var alarm: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    private var number: UInt64?
    private var fault: DoorFault?
    private var isProven = false
    private var strangerBytes = 0
    /// What his messages have grown to.
    private var strangerMessageBytes = 0
    private var callCount = 0
    private var openCalls: Set<Int> = []

    var loop: any EventLoop { channel.eventLoop }

    init(
        _ channel: any Channel, terms: ListenerTerms, lobby: Lobby?,
        left: @escaping @Sendable () -> Void
    ) {
        self.channel = channel
        self.terms = terms
        self.lobby = lobby
        self.left = left
        schedule = VisitSchedule(terms, at: .now(), isLocal: lobby == nil)
        channel.closeFuture.whenComplete { _ in self.end() }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if channel.isActive { enter() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        enter()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        schedule.hear(at: .now())
        if lobby != nil, !isProven {
            strangerBytes += unwrapInboundIn(data).readableBytes
            guard strangerBytes <= terms.strangerBytesMax else { return close(.talkative) }
        }
        context.fireChannelRead(data)
    }

    private func enter() {
        guard number == nil, fault == nil else { return }
        arm()
        guard let lobby else { return }
        let address = channel.remoteAddress
        number = lobby.enter(
            from: address?.ipAddress ?? "", caller: address?.caller ?? "",
            close: { fault in self.channel.eventLoop.execute { self.close(fault) } },
            prove: { self.channel.eventLoop.execute { self.prove() } })
    }

    private func prove() {
        isProven = true
        schedule.prove()
    }

    fileprivate func secure() {
        schedule.secure(at: .now())
        arm()
    }

    /// gRPC has accepted a call: its first message is due.
    func open(call stream: any Channel) throws {
        callCount += 1
        let call = callCount
        openCalls.insert(call)
        guard openCalls.count <= terms.openCallsMax else {
            // Each may hold a message that never becomes whole; not from under who hands it on.
            return loop.execute { self.close(.overcalled) }
        }
        schedule.open(call: call, at: .now())
        arm()
        try stream.pipeline.syncOperations.addHandler(CallWatch(self, call))
        stream.closeFuture.whenComplete { _ in self.end(call: call) }
    }

    /// A whole message has come.
    fileprivate func hear(_ bytes: Int, in call: Int) {
        schedule.hearMessage(in: call)
        guard let number, let lobby else { return }
        if !isProven {
            strangerMessageBytes += bytes
            guard strangerMessageBytes <= terms.strangerBytesMax else {
                return loop.execute { self.close(.talkative) }
            }
        }
        guard !lobby.put(bytes, for: number) else { return }
        // Not from under those who are handing the message on.
        loop.execute { self.close(.unread) }
    }

    private func end(call: Int) {
        openCalls.remove(call)
        schedule.close(call: call)
        if openCalls.isEmpty, let number { lobby?.clear(number) }
    }

    /// The process stops: whoever has no call under way has nothing to wait for.
    func sayGoodbye() {
        if openCalls.isEmpty, !isProven { close(nil) }
    }

    /// Ends the connection, without a word.
    func close(_ fault: DoorFault?) {
        if self.fault == nil { self.fault = fault }
        if let context { context.close(promise: nil) } else { channel.close(promise: nil) }
    }

    private func end() {
        alarm?.cancel()
        alarm = nil
        if let number { lobby?.leave(number, for: fault) }
        left()
    }

    private func arm() {
        alarm?.cancel()
        alarm = channel.eventLoop.scheduleTask(deadline: schedule.next.at) {
            guard self.channel.isActive else { return }
            if let fault = self.schedule.fault(at: .now()) { self.close(fault) } else { self.arm() }
        }
    }
}

/// Sees what TLS makes of the connection: stands at the pipeline's end.
final class TLSWatch: ChannelInboundHandler, Sendable {
    typealias InboundIn = Any

    private let watch: DoorWatch

    init(_ watch: DoorWatch) {
        self.watch = watch
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { watch.secure() }
        context.fireUserInboundEventTriggered(event)
    }
}

/// Sees the messages of one call as they are whole: stands at the end of its pipeline.
private final class CallWatch: ChannelInboundHandler, Sendable {
    typealias InboundIn = RPCRequestPart<HTTP2ServerTransport.Posix.Bytes>

    private let watch: DoorWatch
    private let call: Int

    init(_ watch: DoorWatch, _ call: Int) {
        self.watch = watch
        self.call = call
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .message(let bytes) = unwrapInboundIn(data) { watch.hear(bytes.count, in: call) }
        context.fireChannelRead(data)
    }
}

extension NIOCore.SocketAddress {
    /// As a call shows it: `ipv4:192.0.2.1:50123`.
    fileprivate var caller: String? {
        guard let port else { return nil }
        switch self {
        case .v4(let address): return "ipv4:\(address.host):\(port)"
        case .v6(let address): return "ipv6:[\(address.host)]:\(port)"
        case .unixDomainSocket: return nil
        }
    }
}
