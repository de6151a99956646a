import Foundation
import Merge
import Sync
import Testing

@testable import Wire

/// Who is let in, and how one learns that he is not.
@Suite(.timeLimit(.minutes(2))) struct TrustTests {
    private func failure(_ client: HubClient) async -> WireError? {
        do {
            try await client.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                for try await _ in exchange.messages { Issue.record("a message came") }
            }
            return nil
        } catch {
            return error as? WireError
        }
    }

    private func withEchoingHub(
        names: String = "IP:127.0.0.1", _ body: (LoopbackHub) async throws -> Void
    ) async throws {
        try await LoopbackHub.with(names: names) { exchange in
            for try await _ in exchange.messages {
                try await exchange.send([LoopbackHub.welcome])
            }
        } during: { hub in
            try await body(hub)
        }
    }

    @Test func `a client of another authority is refused and told to join again`() async throws {
        try await withEchoingHub { hub in
            let other = try Certificates(named: "other")
            let stranger = hub.client(try other.identity("office"))
            let error = await failure(stranger)
            #expect(error == .callFailed(.unauthenticated))
            #expect(error?.remedy == .rejoin)
            try other.remove()
        }
    }

    @Test func `a client without a certificate is refused`() async throws {
        try await withEchoingHub { hub in
            let client = RegistrationClient(
                host: "127.0.0.1", port: hub.port, authority: hub.certificates.authority)
            await #expect(throws: WireError.callFailed(.unauthenticated)) {
                try await client.register(
                    RegistrationRequest(
                        tokenSecret: Array(0..<32), signingRequest: "csr", schemaVersion: 1,
                        software: "test"))
            }
        }
    }

    @Test func `a hub of another authority is not trusted`() async throws {
        try await withEchoingHub { hub in
            let other = try Certificates(named: "other")
            let office = try hub.certificates.identity("office")
            let error = await failure(hub.client(office, authority: other.authority))
            #expect(error == .callFailed(.untrusted))
            try other.remove()
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a hub under another name is not trusted`(host: String) async throws {
        try await withEchoingHub(names: "DNS:hub.example") { hub in
            let office = try hub.certificates.identity("office")
            let error = await failure(hub.client(office, host: host))
            #expect(error == .callFailed(.untrusted))
        }
    }

    @Test func `a hub is trusted under each of its names`() async throws {
        try await withEchoingHub(names: "DNS:localhost,DNS:hub.example") { hub in
            let office = hub.client(try hub.certificates.identity("office"), host: "localhost")
            let answer = try await office.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                var messages = exchange.messages.makeAsyncIterator()
                return try await messages.next()
            }
            #expect(answer == LoopbackHub.welcome)
        }
    }

    @Test func `nobody at the address is a reason to try again`() async throws {
        var port = 0
        try await withEchoingHub { hub in port = hub.port }
        let certificates = try Certificates(named: "group")
        let client = HubClient(
            host: "127.0.0.1", port: port, identity: try certificates.identity("office"),
            authority: certificates.authority)
        let error = await failure(client)
        let fault = LineFault(address: "127.0.0.1:\(port)", stage: .connecting, cause: .refused)
        #expect(error == .lineFailed(fault))
        #expect(error?.remedy == .retry)
        try certificates.remove()
    }

    @Test func `a key that is none is an unusable identity`() async throws {
        let certificates = try Certificates(named: "group")
        let broken = TLSIdentity(certificate: certificates.authority, key: "no key")
        let client = HubClient(
            host: "127.0.0.1", port: 1, identity: broken, authority: certificates.authority)
        #expect(await failure(client) == .unusableIdentity)
        let address = try #require(ListenAddress(address: "127.0.0.1", port: 0))
        let listener = Listener.registration(
            at: address, identity: broken,
            registration: RegistrationService { _, _ in throw RegistrationRefusal.tryLater })
        await #expect(throws: WireError.unusableIdentity) { try await listener.run() }
        try certificates.remove()
    }

    @Test func `a machine with a token registers without a certificate`() async throws {
        let certificates = try Certificates(named: "group")
        let membership = Membership(
            certificate: "leaf", authority: "root", group: Sample.group, replica: Sample.replica,
            role: .office, office: Sample.office, scopes: Sample.scopes)
        let service = RegistrationService { request, caller in
            #expect(caller.certificate == nil)
            guard request.software == "known" else { throw RegistrationRefusal.tokenUsed }
            return membership
        }
        let address = try #require(ListenAddress(address: "127.0.0.1", port: 0))
        let listener = Listener.registration(
            at: address, identity: try certificates.identity("hub"), registration: service)
        try await LoopbackHub.running(listener) {
            let client = RegistrationClient(
                host: "127.0.0.1", port: try #require(await listener.port),
                authority: certificates.authority)
            let request = { (software: String) in
                RegistrationRequest(
                    tokenSecret: Array(0..<32), signingRequest: "csr", schemaVersion: 1,
                    software: software)
            }
            #expect(try await client.register(request("known")) == membership)
            await #expect(throws: RegistrationRefusal.tokenUsed) {
                try await client.register(request("unknown"))
            }
        }
        try certificates.remove()
    }

    @Test func `a request larger than the listener takes is refused unread`() async throws {
        let certificates = try Certificates(named: "group")
        let address = try #require(ListenAddress(address: "127.0.0.1", port: 0))
        let listener = Listener.registration(
            at: address, identity: try certificates.identity("hub"),
            registration: RegistrationService { _, _ in
                Issue.record("the request was read")
                throw RegistrationRefusal.tryLater
            })
        try await LoopbackHub.running(listener) {
            let client = RegistrationClient(
                host: "127.0.0.1", port: try #require(await listener.port),
                authority: certificates.authority)
            // gRPC closes the stream and gives no reason; `Framed.encoded` stops ours before that.
            let port = try #require(await listener.port)
            let fault = LineFault(address: "127.0.0.1:\(port)", stage: .greeting, cause: .broken)
            await #expect(throws: WireError.lineFailed(fault)) {
                try await client.register(
                    RegistrationRequest(
                        tokenSecret: Array(0..<32),
                        signingRequest: String(repeating: "c", count: 4 * WireLimits.pemBytesMax),
                        schemaVersion: 1, software: "test"))
            }
        }
        try certificates.remove()
    }

    @Test func `an address in use is a clear error`() async throws {
        try await withEchoingHub { hub in
            let address = try #require(ListenAddress(address: "127.0.0.1", port: hub.port))
            let second = Listener.registration(
                at: address, identity: try hub.certificates.identity("second"),
                registration: RegistrationService { _, _ in throw RegistrationRefusal.tryLater })
            let expected = WireError.cannotListen(
                address: "127.0.0.1:\(hub.port)", errorCode: EADDRINUSE)
            await #expect(throws: expected) { try await second.run() }
            #expect(expected.remedy == .configure)
            #expect(expected.description.contains("Address already in use; stop"))
        }
    }
}
