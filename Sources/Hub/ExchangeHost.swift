import Foundation
import Identity
import Logging
import Merge
import Sync
import Wire

/// Holds one exchange after the other with many replicas: performs what the sessions decide.
struct ExchangeHost: Sendable {
    private let desk: HubDesk
    private let door: Doorkeeper
    private let proof: CrashProof
    private let switchboard: Switchboard
    private let quotas: QuotaBook
    private let logger: Logger

    init(
        _ desk: HubDesk, _ door: Doorkeeper, _ proof: CrashProof, _ switchboard: Switchboard,
        _ quotas: QuotaBook,
        _ logger: Logger
    ) {
        self.desk = desk
        self.door = door
        self.proof = proof
        self.switchboard = switchboard
        self.quotas = quotas
        self.logger = logger
    }

    private enum Event: Sendable {
        case said(OfficeMessage)
        case told(Switchboard.Signal)
        case hungUp((any Error)?)
        /// Time has passed.
        case ticked
    }

    func hold(_ exchange: HubExchange) async throws {
        let certificate = try verified(exchange.caller)
        let replica = certificate.principal.replica
        // Before anything is read: whoever the registry does not know is told so and no more.
        let peer = try await desk.thread.run {
            let peer = try enter(certificate, exchange.caller)
            door.lobby.prove(exchange.caller, as: replica)
            guard try quotas.admits(.exchanges, of: replica, desk) else {
                throw SyncRefusal.overQuota
            }
            return peer
        }
        let signals = AsyncStream<Switchboard.Signal>.makeStream(
            bufferingPolicy: .bufferingNewest(8))
        let number = await switchboard.enter(peer, signals.continuation)
        do {
            try await converse(
                exchange, HubSession(peer: peer), number, certificate, signals.stream)
        } catch {
            await switchboard.leave(replica, number)
            throw error
        }
        await switchboard.leave(replica, number)
    }

    private func converse(
        _ exchange: HubExchange, _ first: HubSession, _ number: UInt64,
        _ certificate: VerifiedCertificate, _ signals: AsyncStream<Switchboard.Signal>
    ) async throws {
        let replica = certificate.principal.replica
        let events = AsyncStream<Event>.makeStream()
        let turns = AsyncStream<Duration>.makeStream()
        turns.continuation.yield(.zero)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let limit = door.lobby.terms.answer
            group.addTask {
                await ExchangeHost.feed(
                    events.continuation, exchange, turns.stream, signals, every: limit / 2)
            }
            var session = first
            var heard = ContinuousClock.now
            for await event in events.stream {
                let step: Step
                switch event {
                case .hungUp(let error?): throw error
                case .hungUp(nil):
                    group.cancelAll()
                    return
                case .ticked:
                    guard session.isOfficeDue, heard.duration(to: .now) > limit else { continue }
                    throw WireError.callFailed(.timedOut)
                case .told(.superseded): throw SyncRefusal.superseded
                case .told(let signal):
                    await switchboard.willLook(replica, number, at: signal)
                    step = try await look(session, certificate, because: signal)
                case .said(let message):
                    step = try await takeMeasured(session, certificate, message)
                }
                session = step.session
                try await tell(step, of: replica, over: exchange)
                if !step.replies.isEmpty { heard = .now }
                if case .said = event {
                    heard = .now
                    turns.continuation.yield(step.pause)
                }
                if isOver(step) {
                    group.cancelAll()
                    return
                }
            }
        }
    }

    /// Whether the hub is done with the exchange: it was refused, or is live and gets the next
    /// secret for ids as it calls again.
    private func isOver(_ step: Step) -> Bool {
        if case .refused(let refusal)? = step.replies.last {
            logger.notice("exchange refused", metadata: ["reason": "\(refusal)"])
            return true
        }
        return step.session.isOvertaken(by: desk.secret)
    }

    /// Tells the others that there is something new, and the replica what it is answered.
    ///
    /// Whoever does not take what it is sent keeps its bytes here: the connection goes with it.
    private func tell(
        _ step: Step, of replica: ReplicaID, over exchange: HubExchange
    ) async throws {
        // Before the reply: the others must hear of it even if this line breaks now.
        if !step.grown.isEmpty { await switchboard.historyGrew(in: step.grown, by: replica) }
        do {
            try await exchange.send(step.replies, within: door.lobby.terms.send)
        } catch .callFailed(.timedOut) {
            door.lobby.sendAway(exchange.caller, for: .deaf)
            throw WireError.callFailed(.timedOut)
        }
    }

    /// What happens to an exchange, from wherever it comes.
    private static func feed(
        _ events: AsyncStream<Event>.Continuation, _ exchange: HubExchange,
        _ turns: AsyncStream<Duration>, _ signals: AsyncStream<Switchboard.Signal>,
        every interval: Duration
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await listen(exchange, turns, events) }
            group.addTask { for await signal in signals { events.yield(.told(signal)) } }
            group.addTask { await tick(every: interval, events) }
        }
    }

    private static func tick(
        every interval: Duration, _ events: AsyncStream<Event>.Continuation
    ) async {
        while true {
            do { try await Task.sleep(for: interval) } catch { return }
            events.yield(.ticked)
        }
    }

    /// Looks at what an exchange was told of.
    private func look(
        _ session: HubSession, _ certificate: VerifiedCertificate,
        because signal: Switchboard.Signal
    ) async throws -> Step {
        try await desk.thread.run {
            try take(session, certificate) {
                signal == .historyGrew ? try $0.historyGrew(ledger: $1) : []
            }
        }
    }

    /// Takes in a message on its replica's account, in turns: whoever keeps the only writer busy
    /// lets the others go first.
    ///
    /// What a turn took in is committed, and told, whatever becomes of the next one; the answer
    /// waits for the last.
    private func takeMeasured(
        _ session: HubSession, _ certificate: VerifiedCertificate, _ message: OfficeMessage
    ) async throws -> Step {
        let replica = certificate.principal.replica
        try await requireTried(message, replica)
        var left = message.parts[...]
        var (session, replies, waited) = (session, [HubMessage](), Duration.zero)
        while true {
            let turn = try await desk.thread.run { [session, left] in
                try takeTurn(session, certificate, left)
            }
            replies = replies.joined(with: turn.replies)
            left = left.suffix(turn.partsLeft)
            guard !left.isEmpty, !replies.isRefused else {
                return Step(turn, replies: replies, waited: waited)
            }
            if !turn.grown.isEmpty { await switchboard.historyGrew(in: turn.grown, by: replica) }
            session = turn.session
            // The office waits for one answer, and that must come before its patience ends.
            let pause = min(turn.pause, .milliseconds(QuotaLimits.pauseMax) - waited)
            if pause > .zero { try await Task.sleep(for: pause) }
            waited += pause
        }
    }

    /// Takes in parts of a message until all are in, or another waits for the writer.
    private func takeTurn(
        _ session: HubSession, _ certificate: VerifiedCertificate,
        _ parts: ArraySlice<OfficeMessage>
    ) throws -> Step {
        let replica = certificate.principal.replica
        let takesWork = parts.contains { $0.changeSetCount > 0 }
        if takesWork {
            guard try quotas.allows(.junk, of: replica, desk) else { throw SyncRefusal.overQuota }
        }
        var step = try take(session, certificate, parts, takesWork)
        let taken = parts.dropLast(step.partsLeft)
        step.pause = quotas.took(
            taken, holdsJunk: step.replies.contains(where: \.holdsJunk),
            in: ContinuousClock.now - step.began, from: replica, at: desk.now)
        return step
    }

    /// One transaction; what stops the process meanwhile is remembered, and struck out before
    /// anything else is looked at.
    private func take(
        _ session: HubSession, _ certificate: VerifiedCertificate,
        _ parts: ArraySlice<OfficeMessage>, _ takesWork: Bool
    ) throws -> Step {
        // An error that is thrown did not stop the process: a full disk is no change set's fault.
        var isCommitted = false
        defer { if takesWork { noteSurvival(isCommitted) } }
        var left = parts
        var step = try take(session, certificate, takesWork: takesWork) { next, ledger in
            var replies: [HubMessage] = []
            left = parts
            repeat {
                guard let part = left.popFirst() else { break }
                replies = try replies.joined(
                    with: next.receive(
                        part, admission: desk.admission, group: desk.group, now: desk.now,
                        ledger: &ledger))
            } while !desk.thread.isWanted
            let count = parts.dropLast(left.count).reduce(0) { $0 + $1.changeSetCount }
            if count > 1 { desk.breaker?.release() }
            return replies
        }
        isCommitted = true
        step.partsLeft = left.count
        return step
    }

    private func noteSurvival(_ isCommitted: Bool) {
        do { try desk.breaker?.clear(isCommitted: isCommitted) } catch {
            logger.error("suspicions not written", metadata: ["error": "\(error)"])
        }
    }

    /// What the hub stopped on too often is tried apart before it is looked at here.
    ///
    /// - Throws: where that is not decided yet: the office comes again.
    private func requireTried(_ message: OfficeMessage, _ replica: ReplicaID) async throws {
        guard let breaker = desk.breaker, breaker.hasSuspects else { return }
        for (id, bytes) in message.changeSets(opening: desk.opened) where breaker.isSuspect(id) {
            guard try await proof.isDecided(id, bytes, from: replica) else {
                throw WireError.callFailed(.unreachable)
            }
        }
    }

    private struct Step {
        let session: HubSession
        let replies: [HubMessage]
        /// The scopes in which something changed.
        let grown: Set<Scope>
        /// When the writer was free for it: waiting for others is not on its account.
        let began: ContinuousClock.Instant
        /// How long the replica's next message waits.
        var pause = Duration.zero
        /// Parts of the message that are not taken in yet.
        var partsLeft = 0

        init(
            session: HubSession, replies: [HubMessage], grown: Set<Scope>,
            began: ContinuousClock.Instant
        ) {
            self.session = session
            self.replies = replies
            self.grown = grown
            self.began = began
        }

        /// The last turn of a message, with the answer to all of it.
        init(_ last: Step, replies: [HubMessage], waited: Duration) {
            self.init(
                session: last.session, replies: replies, grown: last.grown, began: last.began)
            pause = max(.zero, last.pause - waited)
        }
    }

    /// One message, one transaction, and the registry asked inside it: TLS resumption skips the
    /// handshake's check, and a stream outlives a revocation.
    private func take(
        _ session: HubSession, _ certificate: VerifiedCertificate, takesWork: Bool = false,
        _ body: (inout HubSession, inout any HubTransaction) throws -> [HubMessage]
    ) throws -> Step {
        try writing(canDoWithout: !takesWork) { transaction in
            let began = ContinuousClock.now
            _ = try admitted(certificate, &transaction)
            var next = session
            let replies = try body(&next, &transaction)
            return Step(
                session: next, replies: replies, grown: transaction.changedScopes, began: began)
        }
    }

    /// A full disk takes no work in, and keeps nobody from reading: what else would be written are
    /// notes on who called and what he said, which he says again.
    private func writing<Answer>(
        canDoWithout: Bool, _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        do { return try desk.store.write(body) } catch let error as any StoreFault {
            guard canDoWithout, error.isForWantOfRoom else { throw error }
            desk.faults.noted(error, in: "registry", of: nil, logger, at: desk.now)
            return try desk.store.rehearse(body)
        }
    }

    private static func listen(
        _ exchange: HubExchange, _ turns: AsyncStream<Duration>,
        _ events: AsyncStream<Event>.Continuation
    ) async {
        do {
            // One message at a time: a peer that talks without listening waits on its own line.
            var messages = exchange.messages.makeAsyncIterator()
            for await pause in turns {
                if pause > .zero { try await Task.sleep(for: pause) }
                guard let message = try await messages.next(isolation: nil) else { break }
                events.yield(.said(message))
            }
            events.yield(.hungUp(nil))
        } catch {
            events.yield(.hungUp(error))
        }
    }

    private func verified(_ caller: Caller) throws -> VerifiedCertificate {
        do { return try door.verified(caller) } catch {
            door.turnedAway(nil, error, caller)
            throw SyncRefusal(error)
        }
    }

    private func enter(_ certificate: VerifiedCertificate, _ caller: Caller) throws -> Peer {
        let replica = certificate.principal.replica
        do {
            return try writing(canDoWithout: true) { transaction in
                let peer = try door.admitted(certificate, &transaction)
                try transaction.noteSeen(replica, at: desk.now, address: caller.address)
                return peer
            }
        } catch let refusal as Doorkeeper.Refusal {
            door.turnedAway(replica, refusal, caller)
            throw SyncRefusal(refusal)
        }
    }

    private func admitted(
        _ certificate: VerifiedCertificate, _ transaction: inout any HubTransaction
    ) throws -> Peer {
        do { return try door.admitted(certificate, &transaction) } catch let refusal
            as Doorkeeper.Refusal
        {
            throw SyncRefusal(refusal)
        }
    }
}

extension RegistryEntry {
    /// The stored fingerprints: one, or two while a renewal has not been seen in use.
    init?(_ enrolment: Enrolment) {
        let bytes = enrolment.fingerprint
        guard let current = Fingerprint(bytes: bytes.prefix(32)) else { return nil }
        self.init(
            fingerprint: current, renewal: Fingerprint(bytes: bytes.dropFirst(32)),
            isRevoked: enrolment.revokedAt != nil)
    }
}

extension Enrolment {
    func with(_ entry: RegistryEntry, expiresAt: Timestamp? = nil) -> Enrolment {
        Enrolment(
            peer: peer, name: name,
            fingerprint: (entry.fingerprint.bytes + (entry.renewal?.bytes ?? []))[...],
            expiresAt: expiresAt ?? self.expiresAt, enrolledAt: enrolledAt, key: key)
    }
}
