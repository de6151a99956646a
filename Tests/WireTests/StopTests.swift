import Foundation
import GRPCCore
import Sync
import Synchronization
import Testing

@testable import Wire

/// Listeners that stop while clients arrive: NIO stops the process for what is dropped unfinished.
@Suite(.timeLimit(.minutes(3))) struct StopTests {
    private static let service = ExchangeService { exchange in
        for try await _ in exchange.messages { try await exchange.send([LoopbackHub.welcome]) }
    }

    /// Clients that come one after the other until the task is cancelled.
    private static func arrive(_ hub: LoopbackHub, _ identity: TLSIdentity) async {
        while !Task.isCancelled {
            do {
                try await hub.client(identity).withExchange { exchange in
                    try await exchange.send([LoopbackHub.hello])
                    for try await _ in exchange.messages {}
                }
            } catch {}
        }
    }

    @Test(arguments: [true, false])
    func `a listener stops in order while clients arrive`(isCancelled: Bool) async throws {
        let certificates = try Certificates(named: "group")
        let server = try certificates.identity("hub")
        let office = try certificates.identity("office")
        let address = try #require(ListenAddress(address: "127.0.0.1", port: 0))
        for _ in 0..<25 {
            let listener = Listener.exchange(
                at: address, identity: server, authority: certificates.authority,
                exchange: Self.service,
                renewal: RenewalService { _, _ in throw RegistrationRefusal.revoked })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run() }
                let port = try #require(await listener.port)
                let hub = LoopbackHub(certificates: certificates, listener: listener, port: port)
                try await withThrowingTaskGroup(of: Void.self) { clients in
                    for _ in 0..<6 { clients.addTask { await Self.arrive(hub, office) } }
                    try await Task.sleep(for: .milliseconds(Int.random(in: 5...60)))
                    if isCancelled {
                        group.cancelAll()
                    } else {
                        await Listener.sayGoodbye([listener])
                    }
                    try await Task.sleep(for: .milliseconds(5))
                    clients.cancelAll()
                }
                try await group.waitForAll()
            }
        }
        try certificates.remove()
    }

    @Test func `a command under way is answered by a listener that stops`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "bw-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "control.sock").path
        let begun = AsyncStream<Void>.makeStream()
        let told = AsyncStream<Void>.makeStream()
        let service = ControlService { _, print in
            begun.continuation.finish()
            for await _ in told.stream {}
            try Task.checkCancellation()
            try await print(.standardOutput([1]))
            return 7
        }
        let listener = try Listener.control(socketPath: path, control: service)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask {
                let request = ControlRequest(arguments: [], workingDirectory: "/")
                let code = try await ControlClient(socketPath: path).run(request) { _ in }
                #expect(code == 7)
            }
            for await _ in begun.stream {}
            group.addTask { await Listener.sayGoodbye([listener]) }
            while !listener.isStopping { await Task.yield() }
            told.continuation.finish()
            try await group.waitForAll()
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a command that does not end is cut off when the grace is over`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "bw-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "control.sock").path
        let begun = AsyncStream<Void>.makeStream()
        let service = ControlService { _, _ in
            begun.continuation.finish()
            try await Task.sleep(for: .seconds(3_600))
            return 0
        }
        var terms = ListenerTerms()
        terms.goodbye = .milliseconds(200)
        let listener = try Listener.control(socketPath: path, control: service, terms: terms)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask {
                let request = ControlRequest(arguments: [], workingDirectory: "/")
                await #expect(throws: WireError.self) {
                    try await ControlClient(socketPath: path).run(request) { _ in }
                }
            }
            for await _ in begun.stream {}
            await Listener.sayGoodbye([listener])
            try await group.waitForAll()
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a second reader of a stream is turned away`() async throws {
        let source = AsyncThrowingStream<Int, any Error>.makeStream()
        let inbox = MessageInbox(RPCAsyncSequence(wrapping: source.stream))
        async let first = inbox.next()
        while await !inbox.isRead { await Task.yield() }
        await #expect(throws: WireError.callFailed(.cancelled)) { try await inbox.next() }
        source.continuation.yield(7)
        let message = try await first
        #expect(message == 7)
        source.continuation.finish()
        #expect(try await inbox.next() == nil)
    }

    @Test func `cancelling live exchanges leaves the process alive`() async throws {
        try await LoopbackHub.with { exchange in
            try await exchange.send([LoopbackHub.welcome])
            for try await _ in exchange.messages {}
        } during: { hub in
            let identity = try hub.certificates.identity("office")
            for _ in 0..<20 {
                let level = AsyncStream<Void>.makeStream()
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await Self.live(hub, identity, level.continuation) }
                    for await _ in level.stream {}
                    group.cancelAll()
                }
            }
        }
    }

    /// An exchange that goes on until its task is cancelled; says when it is level.
    private static func live(
        _ hub: LoopbackHub, _ identity: TLSIdentity, _ level: AsyncStream<Void>.Continuation
    ) async {
        do {
            try await hub.client(identity).withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                for try await _ in exchange.messages { level.finish() }
            }
        } catch {}
        level.finish()
    }
}
