internal import NIOCore
internal import NIOTLS

/// Stands next to the socket: sees it connect, counts its bytes, and closes it when told.
final class SocketWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData

    /// Asks for the socket to be closed at once, without the goodbye of what stands above it.
    struct Severance: Sendable {}

    private let watch: LineWatch
    private let isSecured: Bool

    init(_ watch: LineWatch, isSecured: Bool) {
        self.watch = watch
        self.isSecured = isSecured
    }

    func connect(
        context: ChannelHandlerContext, to address: SocketAddress, promise: EventLoopPromise<Void>?
    ) {
        let promise = promise ?? context.eventLoop.makePromise()
        // To fail here is what every connector is ready for; to fail while the pipeline is built
        // leaves writers behind that nobody finished, which stops the process.
        guard !watch.isSevered else {
            promise.fail(ChannelError.ioOnClosedChannel)
            return
        }
        promise.futureResult.whenFailure { [watch] error in watch.note(error) }
        context.connect(to: address, promise: promise)
    }

    func channelActive(context: ChannelHandlerContext) {
        watch.enter(isSecured ? .securing : .opening)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        watch.carry(unwrapInboundIn(data).readableBytes, isInbound: true)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        watch.carry(unwrapOutboundIn(data).readableBytes, isInbound: false)
        context.write(data, promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is Severance else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        context.close(mode: .all, promise: promise)
    }
}

/// Stands above TLS: hears when the handshake is done.
final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = Any

    private let watch: LineWatch

    init(_ watch: LineWatch) {
        self.watch = watch
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { watch.enter(.opening) }
        context.fireUserInboundEventTriggered(event)
    }
}
