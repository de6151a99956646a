import Merge
import Sync
import Testing

@testable import Wire

/// Peers that fall silent: every call to one ends in bounded time, and says where it stood.
@Suite(.timeLimit(.minutes(1))) struct SilentPeerTests {
    private static let brief = Duration.milliseconds(300)

    /// These stages are brief; a busy machine may be slow in the others.
    private static func brief(_ stages: LineStage...) -> LineDurations {
        var durations = LineDurations.hub
        for stage in stages {
            switch stage {
            case .resolving: durations.resolving = brief
            case .connecting: durations.connecting = brief
            case .securing: durations.securing = brief
            case .opening: durations.opening = brief
            case .greeting: durations.greeting = brief
            case .talking: durations.answer = brief
            }
        }
        return durations
    }

    private func client(
        _ peer: SilentPeer, _ certificates: Certificates, _ durations: LineDurations
    ) throws -> HubClient {
        HubClient(
            host: "127.0.0.1", port: peer.port, identity: try certificates.identity("office"),
            authority: certificates.authority, durations: durations)
    }

    private func failure(_ client: HubClient) async -> WireError? {
        do {
            _ = try await client.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                var messages = exchange.messages.makeAsyncIterator()
                return try await messages.next()
            }
            return nil
        } catch {
            return error as? WireError
        }
    }

    @Test(arguments: [
        (SilentPeer.Part.connects, LineStage.securing), (.secures, .opening), (.opens, .greeting),
        (.answers, .greeting), (.stammers, .greeting),
    ])
    func `a peer that falls silent is given up, and its stage is named`(
        part: SilentPeer.Part, stage: LineStage
    ) async throws {
        try await SilentPeer.with(part) { peer, certificates in
            let durations = SilentPeerTests.brief(stage)
            let error = await failure(try client(peer, certificates, durations))
            #expect(
                error
                    == .lineFailed(
                        LineFault(
                            address: "127.0.0.1:\(peer.port)", stage: stage,
                            cause: .timedOut(after: SilentPeerTests.brief))))
            #expect(error?.remedy == .retry)
        }
    }

    @Test func `a peer that goes away at once is left, every time`() async throws {
        try await SilentPeer.with(.leaves) { peer, certificates in
            var durations = SilentPeerTests.brief(.opening, .greeting)
            durations.arriving = .seconds(1)
            let client = try client(peer, certificates, durations)
            for _ in 0..<20 {
                guard case .lineFailed = await failure(client) else {
                    Issue.record("no failure of the line")
                    return
                }
            }
        }
    }

    @Test(arguments: SilentPeer.Part.allCases)
    func `renewal and registration at a silent peer end too`(part: SilentPeer.Part) async throws {
        let durations = SilentPeerTests.brief(.securing, .opening, .greeting)
        try await SilentPeer.with(part) { peer, certificates in
            let client = try client(peer, certificates, durations)
            await #expect(throws: WireError.self) {
                try await client.renew(RenewalRequest(signingRequest: "csr"))
            }
            let registration = RegistrationClient(
                host: "127.0.0.1", port: peer.port, authority: certificates.authority,
                durations: durations)
            await #expect(throws: WireError.self) {
                try await registration.register(
                    RegistrationRequest(
                        tokenSecret: Array(0..<32), signingRequest: "csr", schemaVersion: 1,
                        software: "test"))
            }
        }
    }

    @Test(arguments: SilentPeer.Part.allCases)
    func `whoever waits for a silent peer can be cancelled`(part: SilentPeer.Part) async throws {
        try await SilentPeer.with(part) { peer, certificates in
            let client = try client(peer, certificates, .hub)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = await failure(client) }
                for _ in 0..<50 { await Task.yield() }
                group.cancelAll()
            }
        }
    }

    @Test func `an answer that is owed and does not come ends the exchange`() async throws {
        try await LoopbackHub.with { exchange in
            try await exchange.send([LoopbackHub.welcome])
            for try await _ in exchange.messages {}
        } during: { hub in
            let client = HubClient(
                host: "127.0.0.1", port: hub.port,
                identity: try hub.certificates.identity("office"),
                authority: hub.certificates.authority,
                durations: SilentPeerTests.brief(.talking))
            await #expect {
                try await client.withExchange { exchange in
                    var messages = exchange.messages.makeAsyncIterator()
                    _ = try await messages.next()
                    exchange.expect(answer: true)
                    _ = try await messages.next()
                }
            } throws: { error in
                guard case .lineFailed(let fault) = error as? WireError else { return false }
                return fault.stage == .talking
            }
        }
    }

    @Test func `a name that nobody knows is told from a line that is down`() async throws {
        let certificates = try Certificates(named: "group")
        let client = HubClient(
            host: "hub.invalid", port: 1, identity: try certificates.identity("office"),
            authority: certificates.authority, durations: SilentPeerTests.brief(.resolving))
        guard case .lineFailed(let fault) = await failure(client) else {
            Issue.record("no failure of the line")
            return
        }
        // Where no name server answers, time is what ends it.
        #expect(fault.stage == .resolving)
        #expect(fault.description.contains("(DNS)"))
        #expect(fault.description.contains("hub.invalid:1"))
        try certificates.remove()
    }
}
