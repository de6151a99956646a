import Foundation
import Merge
import Sync
import Synchronization
import Testing

@testable import Wire

/// Exchanges over mutual TLS on this machine.
@Suite(.timeLimit(.minutes(2))) struct ExchangeTests {
    @Test
    func `a sync with nothing to say is one round trip under one KiB each way`() async throws {
        try await LoopbackHub.with { exchange in
            for try await message in exchange.messages {
                #expect(message == LoopbackHub.hello)
                try await exchange.send([LoopbackHub.welcome, LoopbackHub.emptyPage])
            }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let meter = try await office.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                var messages = exchange.messages.makeAsyncIterator()
                #expect(try await messages.next() == LoopbackHub.welcome)
                #expect(try await messages.next() == LoopbackHub.emptyPage)
                return exchange.meter
            }
            #expect(meter.sent.messages == 1)
            #expect(meter.received.messages == 2)
            #expect(meter.sent.bytes < 1_024)
            #expect(meter.received.bytes < 1_024)
            print("one round trip: \(meter.sent.bytes) bytes up, \(meter.received.bytes) down")
        }
    }

    @Test func `the hub sees the caller's certificate and address`() async throws {
        let seen = Mutex<Caller?>(nil)
        try await LoopbackHub.with { exchange in
            seen.withLock { $0 = exchange.caller }
        } during: { hub in
            let identity = try hub.certificates.identity("office")
            try await hub.client(identity).withExchange { exchange in
                for try await _ in exchange.messages {}
            }
            let caller = try #require(seen.withLock { $0 })
            let body = identity.certificate.split(separator: "\n")
                .filter { !$0.hasPrefix("-----") }.joined()
            #expect(caller.certificate == Data(base64Encoded: body).map { [UInt8]($0) })
            #expect(caller.address.hasPrefix("ipv4:127.0.0.1:"))
        }
    }

    @Test func `a hundred messages arrive in order while the stream stays open`() async throws {
        try await LoopbackHub.with { exchange in
            for try await message in exchange.messages {
                guard case .pull(let pull) = message else { throw SyncRefusal.outOfTurn }
                try await exchange.send([
                    .page(
                        HubMessage.Page(
                            at: pull.cursor, to: pull.cursor.through.position + 1, isLast: true,
                            head: Head(position: 1_000, chain: Sample.head.chain),
                            rows: [UInt8](repeating: 7, count: 100_000)[...]))
                ])
            }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            try await office.withExchange { exchange in
                var messages = exchange.messages.makeAsyncIterator()
                for position in 0..<UInt64(100) {
                    let cursor = Cursor(from: position, through: position)
                    try await exchange.send([.pull(OfficeMessage.Pull(cursor: cursor))])
                    guard case .page(let page) = try await messages.next() else {
                        Issue.record("no page")
                        return
                    }
                    #expect(page.to == .end(of: position + 1))
                    #expect(page.rows.count == 100_000)
                }
            }
        }
    }

    @Test func `a refusal arrives as the last message`() async throws {
        try await LoopbackHub.with { _ in
            throw SyncRefusal.revoked
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let messages = try await office.withExchange { exchange in
                var messages: [HubMessage] = []
                for try await message in exchange.messages { messages.append(message) }
                return messages
            }
            #expect(messages == [.refused(.revoked)])
        }
    }

    @Test func `a message the hub cannot read is refused as malformed`() async throws {
        try await LoopbackHub.with { exchange in
            for try await _ in exchange.messages {}
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let messages = try await office.withExchange { exchange in
                try await exchange.send([.push([])])
                var messages: [HubMessage] = []
                for try await message in exchange.messages { messages.append(message) }
                return messages
            }
            #expect(messages == [.refused(.malformed)])
        }
    }

    @Test func `what the body throws ends the exchange and comes through`() async throws {
        let hasEnded = Mutex(false)
        try await LoopbackHub.with { exchange in
            defer { hasEnded.withLock { $0 = true } }
            for try await _ in exchange.messages { try await exchange.send([LoopbackHub.welcome]) }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            await #expect(throws: SyncError.outOfTurn(phase: "test")) {
                try await office.withExchange { exchange in
                    try await exchange.send([LoopbackHub.hello])
                    var messages = exchange.messages.makeAsyncIterator()
                    _ = try await messages.next()
                    throw SyncError.outOfTurn(phase: "test")
                }
            }
            while !hasEnded.withLock({ $0 }) { await Task.yield() }
        }
    }

    @Test func `the hub's task is cancelled when the office goes away`() async throws {
        let isCancelled = Mutex(false)
        try await LoopbackHub.with { exchange in
            try await exchange.send([LoopbackHub.welcome])
            let (events, continuation) = AsyncStream<Never>.makeStream()
            for await _ in events {}
            continuation.finish()
            isCancelled.withLock { $0 = Task.isCancelled }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            await #expect(throws: SyncRefusal.superseded) {
                try await office.withExchange { exchange in
                    var messages = exchange.messages.makeAsyncIterator()
                    _ = try await messages.next()
                    throw SyncRefusal.superseded
                }
            }
            while !isCancelled.withLock({ $0 }) { await Task.yield() }
        }
    }

    @Test func `a message over the limit is refused`() async throws {
        // From somebody unknown it would be cut off far earlier.
        var terms = ListenerTerms()
        terms.strangerBytesMax = 64 << 20
        try await LoopbackHub.with(lobby: Lobby(terms)) { exchange in
            for try await _ in exchange.messages {
                let rows = [UInt8](repeating: 1, count: SyncLimits.messageBytesMax)
                try await exchange.send([
                    .page(
                        HubMessage.Page(
                            at: .origin, to: 0, isLast: true, head: .origin, rows: rows[...]))
                ])
            }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let limit = SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax
            let change = [UInt8](repeating: 1, count: limit + 1)[...]
            let messages = try await office.withExchange { exchange in
                try await exchange.send([.push([change])])
                var messages: [HubMessage] = []
                for try await message in exchange.messages { messages.append(message) }
                return messages
            }
            #expect(messages == [.refused(.overLimit)])
            // The hub's own page is too large to leave: it says so and ends.
            let answers = try await office.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                var messages: [HubMessage] = []
                for try await message in exchange.messages { messages.append(message) }
                return messages
            }
            #expect(answers == [.refused(.overLimit)])
        }
    }

    @Test func `a certificate is renewed over mutual TLS`() async throws {
        try await LoopbackHub.with { _ in
        } renew: { request, caller in
            #expect(caller.certificate != nil)
            guard request.signingRequest == "mine" else { throw RegistrationRefusal.requestInvalid }
            return Renewal(certificate: "new", authority: "root")
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            #expect(
                try await office.renew(RenewalRequest(signingRequest: "mine"))
                    == Renewal(certificate: "new", authority: "root"))
            await #expect(throws: RegistrationRefusal.requestInvalid) {
                try await office.renew(RenewalRequest(signingRequest: "other"))
            }
        }
    }
}
