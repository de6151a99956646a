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
    private let intake: MessageIntake
    private let switchboard: Switchboard
    private let quotas: QuotaBook
    private let meters: HubMeters
    private let logger: Logger

    init(
        _ desk: HubDesk, _ door: Doorkeeper, _ proof: CrashProof, _ switchboard: Switchboard,
        _ quotas: QuotaBook, _ meters: HubMeters, _ logger: Logger
    ) {
        self.meters = meters
        self.desk = desk
        self.door = door
        self.intake = MessageIntake(
            desk, door, proof, switchboard, quotas, meters, logger)
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

    /// Holds one exchange until it is over, and counts it.
    func hold(_ exchange: HubExchange) async throws {
        let begin = ContinuousClock.now
        do {
            let refusal = try await held(exchange)
            meters.countExchange(refusal, lasting: begin.duration(to: .now))
        } catch {
            meters.countExchange(error, lasting: begin.duration(to: .now))
            throw error
        }
    }

    /// - Returns: why the hub ended it, where it told the replica so.
    private func held(_ exchange: HubExchange) async throws -> SyncRefusal? {
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
        let refusal: SyncRefusal?
        do {
            refusal = try await converse(
                exchange, HubSession(peer: peer), number, certificate, signals.stream)
        } catch {
            await switchboard.leave(replica, number)
            throw error
        }
        await switchboard.leave(replica, number)
        return refusal
    }

    private func converse(
        _ exchange: HubExchange, _ first: HubSession, _ number: UInt64,
        _ certificate: VerifiedCertificate, _ signals: AsyncStream<Switchboard.Signal>
    ) async throws -> SyncRefusal? {
        let replica = certificate.principal.replica
        let events = AsyncStream<Event>.makeStream()
        let turns = AsyncStream<Duration>.makeStream()
        turns.continuation.yield(.zero)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let limit = door.lobby.terms.answer
            group.addTask {
                await ExchangeHost.feed(
                    events.continuation, exchange, turns.stream, signals, every: limit / 2)
            }
            var session = first
            var heard = ContinuousClock.now
            for await event in events.stream {
                let step: MessageIntake.Step
                switch event {
                case .hungUp(let error?): throw error
                case .hungUp(nil):
                    group.cancelAll()
                    return nil
                case .ticked:
                    guard session.isOfficeDue, heard.duration(to: .now) > limit else { continue }
                    throw WireError.callFailed(.timedOut)
                case .told(.superseded): throw SyncRefusal.superseded
                case .told(let signal):
                    await switchboard.willLook(replica, number, at: signal)
                    step = try await intake.look(session, certificate, because: signal)
                case .said(let message):
                    step = try await intake.take(session, certificate, message)
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
                    return step.refusal
                }
            }
            return nil
        }
    }

    /// Whether the hub is done with the exchange: it was refused, or is live and gets the next
    /// secret for ids, or the hub's addresses, as it calls again.
    private func isOver(_ step: MessageIntake.Step) -> Bool {
        if let refusal = step.refusal {
            logger.notice("exchange refused", metadata: ["reason": "\(refusal)"])
            return true
        }
        return step.session.isOvertaken(by: desk.secret, at: desk.addresses)
    }

    /// Tells the others that there is something new, and the replica what it is answered.
    ///
    /// Whoever does not take what it is sent keeps its bytes here: the connection goes with it.
    private func tell(
        _ step: MessageIntake.Step, of replica: ReplicaID, over exchange: HubExchange
    ) async throws {
        // Before the reply: the others must hear of it even if this line breaks now.
        if !step.grown.isEmpty { await switchboard.historyGrew(in: step.grown, by: replica) }
        do {
            try await exchange.send(step.replies, within: door.lobby.terms.send)
            meters.count(step.replies)
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
            return try desk.writing(canDoWithout: true, logger) { transaction in
                let peer = try door.admitted(certificate, &transaction)
                try transaction.noteSeen(replica, at: desk.now, address: caller.address)
                return peer
            }
        } catch let refusal as Doorkeeper.Refusal {
            door.turnedAway(replica, refusal, caller)
            throw SyncRefusal(refusal)
        }
    }

}
