import Foundation
import Identity
import Merge
package import Records
import Store
package import Sync
import Wire

/// A replica's line to its hub: opens exchanges, performs what the session decides, renews the
/// certificate.
///
/// It decides nothing itself: what follows once it is level is handed in.
package struct HubLine: Sendable {
    let desk: Desk
    private let keys: KeyFolder
    private let routines: [Routine]
    private let acceptsLoss: Bool
    private let meters: ReplicaMeters?

    /// - Parameters:
    ///   - routines: what this replica does by itself whenever an exchange is level; what they
    ///     write goes out with the same exchange.
    ///   - acceptsLoss: go on with a hub that lacks what this replica let go of.
    ///   - meters: count what passes, where somebody watches.
    package init(
        _ desk: Desk, routines: [Routine] = [], acceptsLoss: Bool = false,
        meters: ReplicaMeters? = nil
    ) throws {
        self.meters = meters
        self.acceptsLoss = acceptsLoss
        self.desk = desk
        self.routines = routines
        self.keys = KeyFolder(desk.store.folder.identity)
        if try desk.hubAddresses.isEmpty { throw ReplicaError.noAddress }
    }

    private enum Event: Sendable {
        case said(HubMessage)
        case wrote
        /// The line is alive, though nobody had anything to say.
        case beat
        case hungUp((any Error)?)
    }

    /// One full exchange: until level, or in live mode until the line breaks.
    ///
    /// How it ended is kept in the store, for `status`.
    ///
    /// - Parameters:
    ///   - wrote: in live mode, yields when something was written at this desk.
    ///   - progress: called after every message with the counts so far.
    ///   - level: called each time the replica has all the hub had for it.
    package func exchange(
        isLive: Bool = false, wrote: AsyncStream<Void>? = nil,
        progress: @escaping @Sendable (_ pushed: Int, _ received: Int) -> Void = { _, _ in },
        level: @escaping @Sendable (SyncSummary) -> Void = { _ in }
    ) async throws -> SyncSummary {
        do {
            return try await held(isLive, wrote, progress, level)
        } catch {
            if !Task.isCancelled {
                desk.noteSyncFailure(error)
                meters?.countFailure(error)
            }
            throw error
        }
    }

    private func held(
        _ isLive: Bool, _ wrote: AsyncStream<Void>?,
        _ progress: @escaping @Sendable (Int, Int) -> Void,
        _ level: @escaping @Sendable (SyncSummary) -> Void
    ) async throws -> SyncSummary {
        try await reaching { client, address in
            try await client.withExchange { exchange in
                let events = AsyncStream<Event>.makeStream()
                return try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await HubLine.listen(exchange, events.continuation) }
                    if let wrote {
                        group.addTask { for await _ in wrote { events.continuation.yield(.wrote) } }
                    }
                    if isLive { group.addTask { await HubLine.beat(events.continuation) } }
                    defer { group.cancelAll() }
                    return try await converse(
                        exchange, at: address, events.stream, isLive, progress, level)
                }
            }
        }
    }

    /// Calls the hub where it was reached last, and where that does not answer at the other
    /// addresses that it said.
    ///
    /// - Throws: what the address said that is tried first, where none answers.
    private func reaching<Outcome: Sendable>(
        _ body: (HubClient, HubAddress) async throws -> Outcome
    ) async throws -> Outcome {
        var unreached: (any Error)?
        for address in try desk.hubAddresses {
            do { return try await body(client(at: address), address) } catch let error as WireError
                where error.isUnheard
            {
                if Task.isCancelled { throw error }
                unreached = unreached ?? error
            }
        }
        throw unreached ?? ReplicaError.noAddress
    }

    private static func listen(
        _ exchange: OfficeExchange, _ events: AsyncStream<Event>.Continuation
    ) async {
        do {
            for try await message in exchange.messages { events.yield(.said(message)) }
            events.yield(.hungUp(nil))
        } catch {
            events.yield(.hungUp(error))
        }
    }

    /// A live replica is level for as long as its line stands, which the transport's own pings
    /// watch; how often that is written down.
    private static let beatInterval = Duration.seconds(300)

    private static func beat(_ events: AsyncStream<Event>.Continuation) async {
        while true {
            do { try await Task.sleep(for: beatInterval) } catch { return }
            events.yield(.beat)
        }
    }

    private func converse(
        _ exchange: OfficeExchange, at address: HubAddress, _ events: AsyncStream<Event>,
        _ isLive: Bool,
        _ progress: @Sendable (Int, Int) -> Void, _ level: @Sendable (SyncSummary) -> Void
    ) async throws -> SyncSummary {
        var session = OfficeSession(now: desk.now, isLive: isLive, acceptsLoss: acceptsLoss)
        var tally = ReplicaMeters.Tally()
        defer { meters?.count(exchange.meter, session, in: &tally) }
        try await exchange.send([desk.hello(&session)])
        for await event in events {
            meters?.count(exchange.meter, session, in: &tally)
            let wasLevel = session.phase == .level
            let replies: [OfficeMessage]
            switch event {
            case .hungUp(let error):
                throw error ?? ReplicaError.hubEndedExchange
            case .beat:
                if session.phase == .level { try desk.store.write { try desk.noteLevel(&$0) } }
                continue
            case .said(let message):
                exchange.expect(answer: false)
                meters?.count(message)
                try check(message)
                if case .welcome = message { try desk.reached(address) }
                (session, replies) = try desk.take(session) { next, ledger in
                    try next.receive(message, ledger: &ledger)
                }
            case .wrote:
                (session, replies) = try desk.take(session) { next, ledger in
                    try next.wrote(ledger: &ledger)
                }
            }
            try await say(replies, session, exchange)
            progress(session.pushed, session.received)
            if session.phase == .level, try desk.follow(routines) {
                let pushes: [OfficeMessage]
                (session, pushes) = try desk.take(session) { next, ledger in
                    try next.wrote(ledger: &ledger)
                }
                try await say(pushes, session, exchange)
            }
            guard session.phase == .level, !wasLevel || session.isDone else { continue }
            let summary = try summary(of: session, exchange)
            meters?.countLevel(in: &tally)
            level(summary)
            if session.isDone { return summary }
        }
        throw CancellationError()
    }

    private func check(_ message: HubMessage) throws {
        guard case .welcome(let welcome) = message else { return }
        try HubLine.checkList(of: welcome, keys)
    }

    static func checkList(of welcome: HubMessage.Welcome, _ keys: KeyFolder) throws {
        guard let list = welcome.revocations else { return }
        try HubLine.check(list, by: RootCertificate(pem: keys.read(.authorityCertificate)))
    }

    /// A list of who was shut out counts only with the authority's signature; nobody has to sign
    /// an empty one.
    static func check(_ list: RevocationList, by root: RootCertificate) throws(SyncRefusal) {
        guard list.replicas.isEmpty || root.signed(list.content(of: root.group), as: list.signature)
        else { throw .malformed }
    }

    /// Sends, and says whether the hub owes an answer now: until level it does; then it may be
    /// silent until there is news.
    private func say(
        _ replies: [OfficeMessage], _ session: OfficeSession, _ exchange: OfficeExchange
    ) async throws {
        guard !replies.isEmpty || session.phase != .level else { return }
        exchange.expect(answer: session.phase != .level)
        try await exchange.send(replies)
    }

    private func summary(
        of session: OfficeSession, _ exchange: OfficeExchange
    ) throws -> SyncSummary {
        SyncSummary(
            pushed: session.pushed, received: session.received,
            head: try desk.store.read { try $0.top }, clockOffset: session.clockOffset ?? 0,
            isEqual: session.isEqual, repaired: session.repaired,
            bytesSent: exchange.meter.sent.bytes, bytesReceived: exchange.meter.received.bytes,
            messagesSent: exchange.meter.sent.messages,
            messagesReceived: exchange.meter.received.messages)
    }

    /// Asks the hub about its history; the answer comes piece by piece.
    package func ask(
        _ question: Inquiry, take: @escaping @Sendable (InquiryAnswer) throws -> Void
    ) async throws {
        try await reaching { client, _ in try await client.ask(question, take: take) }
    }

    private func client(at address: HubAddress) throws -> HubClient {
        guard try keys.contains(.replicaCertificate) else {
            throw ReplicaError.notJoined("none was issued")
        }
        return HubClient(
            host: address.host, port: address.port,
            identity: TLSIdentity(
                certificate: try keys.read(.replicaCertificate),
                key: try keys.read(.replicaKey)),
            authority: try keys.read(.authorityCertificate))
    }

    /// Asks for the next certificate when the present one nears its end.
    ///
    /// The key stays, so that a crash cannot part key and certificate.
    package func renewIfDue() async throws {
        guard let certificate = try desk.certificate() else { return }
        try desk.checkClock()
        guard desk.now.date <= certificate.notAfter else {
            throw ReplicaError.notJoined(
                "expired by this machine's clock: see first that the clock is right")
        }
        guard certificate.isDueForRenewal(at: desk.now.date) else { return }
        let policy = TrustPolicy(root: try RootCertificate(pem: keys.read(.authorityCertificate)))
        let request = try SigningRequest(keyPEM: keys.read(.replicaKey))
        let renewal = try await reaching { client, _ in
            try await client.renew(RenewalRequest(signingRequest: request.pem))
        }
        guard let issued = PEMText.der(renewal.certificate) else {
            throw ReplicaError.untrustedCertificate("unreadable")
        }
        if case .refused(let refusal) = policy.judgeIssued(issued, for: request, at: desk.now.date)
        {
            throw ReplicaError.untrustedCertificate(refusal.rawValue)
        }
        try keys.write(renewal.certificate, as: .replicaCertificate)
    }
}
