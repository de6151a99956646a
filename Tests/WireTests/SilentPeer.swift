import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

@testable import Wire

/// A hub that plays a call up to a stage, with a real certificate, and then says nothing.
struct SilentPeer: Sendable {
    /// How far it plays.
    enum Part: CaseIterable, Sendable {
        /// Takes the connection.
        case connects
        /// Finishes the TLS handshake.
        case secures
        /// Sends its HTTP/2 settings, so that the call is made.
        case opens
        /// Sends its settings, and that it is going away.
        case leaves
        /// Begins to answer the call, without a message.
        case answers
        /// Sends the first half of a message.
        case stammers
    }

    let port: Int
    private let channel: any Channel

    static func with(
        _ part: Part, _ body: (SilentPeer, Certificates) async throws -> Void
    ) async throws {
        let certificates = try Certificates(named: "group")
        let peer = try await SilentPeer(part, try certificates.identity("hub"))
        try await body(peer, certificates)
        try await peer.channel.close().get()
        try certificates.remove()
    }

    private init(_ part: Part, _ identity: TLSIdentity) async throws {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(identity.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(identity.key.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: configuration)
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard part != .connects else { return }
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLServerHandler(context: context), Player(part),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }
}

/// Speaks the few frames of HTTP/2 that a part has.
private final class Player: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let preface = 24
    private let part: SilentPeer.Part
    private var heard = ByteBuffer()
    private var isPrefaceGone = false
    private var hasAnswered = false

    init(_ part: SilentPeer.Part) {
        self.part = part
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent, part != .secures {
            say(context, Player.frame(type: 4, flags: 0, stream: 0, []))
            if part == .leaves {
                say(context, Player.frame(type: 7, flags: 0, stream: 0, Player.zeros(8)))
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        heard.writeBuffer(&bytes)
        guard part == .answers || part == .stammers, !hasAnswered, isCallOpen() else { return }
        hasAnswered = true
        // `:status: 200` and a content type, as HPACK writes them without a table.
        let type = Array("application/grpc".utf8)
        say(
            context,
            Player.frame(
                type: 1, flags: 4, stream: 1, [0x88, 0x0F, 0x10, UInt8(type.count)] + type))
        if part == .stammers {
            let half = [0, 0, 0, 0, 100] + Player.zeros(50)
            say(context, Player.frame(type: 0, flags: 0, stream: 1, half))
        }
    }

    /// Whether the client has sent its headers on the first stream.
    private func isCallOpen() -> Bool {
        if !isPrefaceGone {
            guard heard.readableBytes >= Player.preface else { return false }
            heard.moveReaderIndex(forwardBy: Player.preface)
            isPrefaceGone = true
        }
        while let head = heard.getBytes(at: heard.readerIndex, length: 9) {
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            guard heard.readableBytes >= 9 + length else { return false }
            heard.moveReaderIndex(forwardBy: 9 + length)
            if head[3] == 1 { return true }
        }
        return false
    }

    private func say(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func frame(
        type: UInt8, flags: UInt8, stream: UInt8, _ payload: [UInt8]
    ) -> [UInt8] {
        [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF), type, flags, 0, 0, 0, stream]
            + payload
    }
}
