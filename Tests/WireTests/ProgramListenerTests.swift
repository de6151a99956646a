import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import Merge
import Synchronization
import Testing

@testable import Wire

/// Programs of this machine that come over TLS, with a token in each call.
struct ProgramListenerTests {
    private static let program = RecordID(bits: 77)

    /// Asks an agent that knows one token, as a program does.
    ///
    /// - Parameter metadata: what the call shows.
    /// - Returns: the answer's error text, which names who was admitted; how often it was answered.
    private func ask(
        _ metadata: [Metadata], names: String = "IP:127.0.0.1", trusting other: Certificates? = nil,
        within patience: Duration = .seconds(60)
    ) async throws -> (answers: [String], served: Int) {
        let certificates = try Certificates(named: "desk")
        defer { try? certificates.remove() }
        let served = Mutex(0)
        let address = try #require(ListenAddress(address: "127.0.0.1", port: 0))
        let listener = Listener.programs(
            at: address, identity: try certificates.identity("agent", names: names),
            office: OfficeService(
                admit: { $0 == "bws1.good" ? Self.program : nil },
                answer: { call, caller in
                    served.withLock { $0 += 1 }
                    var reply = Bridgework_V1_OfficeReply()
                    reply.error.what = "\(call.frame.client) \(caller == Self.program)"
                    return OfficeAnswer(frame: reply)
                }), lobby: Lobby())
        var answers: [String] = []
        try await LoopbackHub.running(listener) {
            let port = try #require(await listener.port)
            let client = ProgramClient(
                port: port, authority: (other ?? certificates).authority, patience: patience)
            for shown in metadata { answers.append(try await client.ask(shown)) }
        }
        return (answers, served.withLock { $0 })
    }

    private static func bearer(_ token: String) -> Metadata {
        ["authorization": .string(token)]
    }

    @Test func `whoever shows a token that counts is answered as its login`() async throws {
        let good = Self.bearer("Bearer bws1.good")
        let (answers, served) = try await ask([good, Self.bearer("bearer bws1.good")])
        #expect(answers == ["pms true", "pms true"] && served == 2)
    }

    @Test func `whoever shows none, another or two is not answered, and nothing is read`()
        async throws
    {
        var two = Self.bearer("Bearer bws1.good")
        two.addString("Bearer bws1.good", forKey: "authorization")
        let long = Self.bearer("Bearer " + String(repeating: "a", count: WireLimits.bearerBytesMax))
        let (answers, served) = try await ask([
            [:], Self.bearer(""), Self.bearer("bws1.good"), Self.bearer("Bearer bws1.bad"),
            Self.bearer("Basic bws1.good"), two, long,
        ])
        #expect(Set(answers) == ["unauthenticated"] && answers.count == 7 && served == 0)
    }

    @Test func `a certificate of another authority, or for another name, is not believed`()
        async throws
    {
        let good = Self.bearer("Bearer bws1.good")
        let other = try Certificates(named: "other")
        defer { try? other.remove() }
        let (first, _) = try await ask([good], trusting: other, within: .seconds(3))
        let (second, _) = try await ask([good], names: "DNS:elsewhere.example", within: .seconds(3))
        #expect(first == ["unavailable"] && second == ["unavailable"])
    }
}

/// A program that calls over TLS.
private struct ProgramClient {
    let port: Int
    let authority: String
    let patience: Duration

    /// - Returns: what is answered, or gRPC's word for why nothing is.
    func ask(_ metadata: Metadata) async throws -> String {
        let transport = try HTTP2ClientTransport.Posix(
            target: .ipv4(address: "127.0.0.1", port: port),
            transportSecurity: .tls { tls in
                tls.trustRoots = .certificates([.bytes(Array(authority.utf8), format: .pem)])
            })
        var frame = Bridgework_V1_OfficeRequest()
        frame.client = "pms"
        let call = OfficeCall(frame: frame)
        var options = CallOptions.defaults
        options.timeout = patience
        options.waitForReady = false
        do {
            return try await withGRPCClient(transport: transport) { [options] client in
                try await client.unary(
                    request: ClientRequest(message: call, metadata: metadata),
                    descriptor: Bridgework_V1_Office.Method.Call.descriptor,
                    serializer: FrameCoding<OfficeCall>(meter: nil),
                    deserializer: FrameCoding<OfficeAnswer>(meter: nil), options: options
                ) { try $0.message.frame.error.what }
            }
        } catch let error as RPCError {
            return "\(error.code)".replacing("deadlineExceeded", with: "unavailable")
        }
    }
}
