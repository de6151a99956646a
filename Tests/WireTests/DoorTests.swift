import Foundation
import Merge
import Sync
import Synchronization
import Testing

@testable import Wire

/// Peers that stop at each stage, and peers that come in crowds, at a real listener.
@Suite(.timeLimit(.minutes(2))) struct DoorTests {
    private static let impatient: ListenerTerms = {
        var terms = ListenerTerms()
        terms.securing = .milliseconds(700)
        terms.firstCall = .milliseconds(700)
        terms.firstMessage = .milliseconds(700)
        return terms
    }()

    /// What an office shows, as `openssl` takes it.
    private static func options(_ hub: LoopbackHub, _ name: String) throws -> [String] {
        let identity = try hub.certificates.identity(name)
        let place = FileManager.default.temporaryDirectory.appending(
            path: "bridgework-wire-\(UUID().uuidString).pem")
        try Data((identity.certificate + identity.key).utf8).write(to: place)
        return ["-cert", place.path, "-key", place.path]
    }

    @Test(arguments: SilentCaller.Stage.allCases)
    func `a peer that falls silent is hung up on at every stage`(
        stage: SilentCaller.Stage
    ) async throws {
        let lobby = Lobby(Self.impatient)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            for try await _ in exchange.messages {}
        } during: { hub in
            let peer = try SilentCaller(
                stage, port: hub.port, options: try Self.options(hub, "office"))
            #expect(try await peer.isHungUpOn(within: 30))
            let fault: DoorFault =
                switch stage {
                case .connected, .halfHello: .unsecured
                case .secured, .preface: .uncalled
                case .call, .halfMessage, .calls: .unsaid
                }
            while lobby.count > 0 { await Task.yield() }
            #expect(lobby.sentAway == [fault: 1])
        }
    }

    @Test func `who is not known is closed in the end, and who is known stays`() async throws {
        var terms = ListenerTerms()
        terms.proving = .seconds(1)
        let lobby = Lobby(terms)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            for try await message in exchange.messages {
                if case .hello = message { lobby.prove(exchange.caller, as: Sample.replica) }
                try await exchange.send([LoopbackHub.welcome])
            }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            try await office.withExchange { known in
                try await known.send([LoopbackHub.hello])
                var answers = known.messages.makeAsyncIterator()
                #expect(try await answers.next() == LoopbackHub.welcome)
                await #expect(throws: WireError.self) {
                    try await office.withExchange { stranger in
                        let pull = OfficeMessage.Pull(cursor: Cursor(from: 0, through: 0))
                        try await stranger.send([.pull(pull)])
                        for try await _ in stranger.messages {}
                    }
                }
                try await known.send([LoopbackHub.hello])
                #expect(try await answers.next() == LoopbackHub.welcome)
            }
        }
    }

    @Test func `a crowd of idle sockets leaves an office its exchange`() async throws {
        var terms = ListenerTerms()
        terms.strangersPerAddressMax = 20
        let lobby = Lobby(terms)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            for try await _ in exchange.messages { try await exchange.send([LoopbackHub.welcome]) }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let crowd = try (0..<100).map { _ in try SilentCaller(.connected, port: hub.port) }
            defer { for peer in crowd { peer.leave() } }
            try await office.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                var answers = exchange.messages.makeAsyncIterator()
                #expect(try await answers.next() == LoopbackHub.welcome)
            }
            while lobby.sentAway[.crowded, default: 0] < 80 { await Task.yield() }
            #expect(lobby.count <= 20)
        }
    }

    /// An exchange that goes on until somebody ends it, and says so.
    private static func live(
        _ office: HubClient, until end: AsyncStream<Void>.Continuation
    ) async {
        do {
            try await office.withExchange { exchange in
                try await exchange.send([LoopbackHub.hello])
                for try await _ in exchange.messages {}
            }
        } catch {}
        end.yield()
    }

    @Test func `a replica keeps its newest connections only`() async throws {
        var terms = ListenerTerms()
        terms.connectionsPerReplicaMax = 2
        let lobby = Lobby(terms)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            lobby.prove(exchange.caller, as: Sample.replica)
            for try await _ in exchange.messages { try await exchange.send([LoopbackHub.welcome]) }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let ends = AsyncStream<Void>.makeStream()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask { await Self.live(office, until: ends.continuation) }
                }
                var ended = 0
                for await _ in ends.stream {
                    ended += 1
                    if ended == 4 { break }
                }
                // A client hears of its end before the listener has taken its name off the list.
                while lobby.count > 2 { await Task.yield() }
                group.cancelAll()
            }
            #expect(lobby.sentAway[.replaced] == 4)
        }
    }

    @Test func `a replica that sends more than is read is cut off`() async throws {
        var terms = ListenerTerms()
        terms.unreadBytesMax = 1 << 20
        let lobby = Lobby(terms)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            lobby.prove(exchange.caller, as: Sample.replica)
            try await exchange.send([LoopbackHub.welcome])
            let (never, continuation) = AsyncStream<Never>.makeStream()
            for await _ in never {}
            continuation.finish()
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let push = OfficeMessage.push([[UInt8](repeating: 7, count: 300_000)[...]])
            await #expect(throws: WireError.self) {
                try await office.withExchange { exchange in
                    var answers = exchange.messages.makeAsyncIterator()
                    try await exchange.send([LoopbackHub.hello])
                    #expect(try await answers.next() == LoopbackHub.welcome)
                    for _ in 0..<40 { try await exchange.send([push]) }
                    while try await answers.next() != nil {}
                }
            }
            while lobby.count > 0 { await Task.yield() }
            #expect(lobby.sentAway == [.unread: 1])
        }
    }

    @Test func `who opens more calls than the settings allow is hung up on`() async throws {
        var terms = ListenerTerms()
        terms.openCallsMax = 6
        let lobby = Lobby(terms)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            lobby.prove(exchange.caller, as: Sample.replica)
            for try await _ in exchange.messages {}
        } during: { hub in
            let options = try Self.options(hub, "office")
            let allowed = try SilentCaller(.calls(6), port: hub.port, options: options)
            #expect(try await !allowed.isHungUpOn(within: 0.5))
            let greedy = try SilentCaller(.calls(7), port: hub.port, options: options)
            #expect(try await greedy.isHungUpOn(within: 30))
            #expect(lobby.sentAway == [.overcalled: 1])
            allowed.leave()
        }
    }

    @Test func `what is read makes room for more`() async throws {
        var terms = ListenerTerms()
        terms.unreadBytesMax = 1 << 20
        let lobby = Lobby(terms)
        try await LoopbackHub.with(lobby: lobby) { exchange in
            lobby.prove(exchange.caller, as: Sample.replica)
            for try await _ in exchange.messages { try await exchange.send([LoopbackHub.welcome]) }
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let push = OfficeMessage.push([[UInt8](repeating: 7, count: 300_000)[...]])
            try await office.withExchange { exchange in
                var answers = exchange.messages.makeAsyncIterator()
                // Whoever sends more before he is proven is a stranger that sends too much.
                try await exchange.send([LoopbackHub.hello])
                #expect(try await answers.next() == LoopbackHub.welcome)
                for _ in 0..<20 {
                    try await exchange.send([push])
                    #expect(try await answers.next() == LoopbackHub.welcome)
                }
            }
            #expect(lobby.sentAway == [:])
        }
    }

    @Test func `a stranger that sends more than a request is cut off`() async throws {
        let lobby = Lobby()
        try await LoopbackHub.with(lobby: lobby) { exchange in
            for try await _ in exchange.messages {}
        } during: { hub in
            let office = hub.client(try hub.certificates.identity("office"))
            let push = OfficeMessage.push([[UInt8](repeating: 7, count: 300_000)[...]])
            await #expect(throws: WireError.self) {
                try await office.withExchange { exchange in
                    try await exchange.send([push])
                    for try await _ in exchange.messages {}
                }
            }
            while lobby.count > 0 { await Task.yield() }
            #expect(lobby.sentAway == [.talkative: 1])
        }
    }
}
