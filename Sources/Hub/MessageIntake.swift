import Foundation
import Identity
import Logging
import Merge
import Sync
import Wire

/// Takes messages in, one after the other: judges who speaks, performs what the session decides in
/// one transaction, and keeps each replica's account of the only writer.
struct MessageIntake: Sendable {
    private let desk: HubDesk
    private let door: Doorkeeper
    private let proof: CrashProof
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
        self.proof = proof
        self.switchboard = switchboard
        self.quotas = quotas
        self.logger = logger
    }

    /// What came of a message or a part of one.
    struct Step {
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

        /// Why the exchange cannot go on, where it cannot.
        var refusal: SyncRefusal? {
            if case .refused(let refusal)? = replies.last { refusal } else { nil }
        }

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

    /// Looks at what an exchange was told of.
    func look(
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
    func take(
        _ session: HubSession, _ certificate: VerifiedCertificate, _ message: OfficeMessage
    ) async throws -> Step {
        let replica = certificate.principal.replica
        if case .revocations(let list) = message {
            guard list.isSigned(by: door.root) else { throw SyncRefusal.malformed }
        }
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
        let duration = ContinuousClock.now - step.began
        meters.countTurn(of: taken.reduce(0) { $0 + $1.changeSetCount }, lasting: duration)
        step.pause = quotas.took(
            taken, holdsJunk: step.replies.contains(where: \.holdsJunk), in: duration,
            from: replica, at: desk.now)
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

    /// One message, one transaction, and the registry asked inside it: TLS resumption skips the
    /// handshake's check, and a stream outlives a revocation.
    private func take(
        _ session: HubSession, _ certificate: VerifiedCertificate, takesWork: Bool = false,
        _ body: (inout HubSession, inout any HubTransaction) throws -> [HubMessage]
    ) throws -> Step {
        try desk.writing(canDoWithout: !takesWork, logger) { transaction in
            let began = ContinuousClock.now
            _ = try admitted(certificate, &transaction)
            var next = session
            let replies = try body(&next, &transaction)
            return Step(
                session: next, replies: replies, grown: transaction.changedScopes, began: began)
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

extension HubDesk {
    /// A full disk takes no work in, and keeps nobody from reading: what else would be written are
    /// notes on who called and what he said, which he says again.
    func writing<Answer>(
        canDoWithout: Bool, _ logger: Logger, _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        do { return try store.write(body) } catch let error as any StoreFault {
            guard canDoWithout, error.isForWantOfRoom else { throw error }
            faults.noted(error, in: "registry", of: nil, logger, at: now)
            return try store.rehearse(body)
        }
    }
}
