import Foundation
import Identity
import Logging
import Merge
import Sync
import Synchronization
import Wire

/// Lets machines with a token in, and certifies registered ones for longer.
struct RegistrationDesk: Sendable {
    /// Wrong secrets per minute before everybody has to wait: 256 bits are not guessed, but a flood
    /// of tries must not cost the offices their hub.
    private static let failuresPerMinuteMax = 30

    private let desk: HubDesk
    private let keys: HubKeys
    private let quotas: QuotaBook
    private let door: Doorkeeper
    private let switchboard: Switchboard
    private let logger: Logger
    private let lobby: Lobby
    private let failures = FailureCount()

    init(
        _ desk: HubDesk, _ keys: HubKeys, _ door: Doorkeeper, _ switchboard: Switchboard,
        _ quotas: QuotaBook, _ logger: Logger, _ lobby: Lobby
    ) {
        self.desk = desk
        self.keys = keys
        self.door = door
        self.switchboard = switchboard
        self.quotas = quotas
        self.logger = logger
        self.lobby = lobby
    }

    /// Counts failures by the minute.
    private final class FailureCount: Sendable {
        private let state = Mutex((minute: Int64(0), count: 0))

        func count(at now: Timestamp, adding more: Int) -> Int {
            state.withLock { state in
                let minute = now.milliseconds / 60_000
                if state.minute != minute { state = (minute, 0) }
                state.count += more
                return state.count
            }
        }
    }

    func register(_ request: RegistrationRequest, _ caller: Caller) async throws -> Membership {
        let now = desk.now
        // Whoever has a real secret is never kept waiting by those who guess.
        let hash = Fingerprint(hashing: request.tokenSecret).bytes[...]
        let isKnown = try await desk.thread.run {
            try desk.store.read { try $0.invitation(secretHash: hash) } != nil
        }
        guard isKnown || failures.count(at: now, adding: 1) <= RegistrationDesk.failuresPerMinuteMax
        else { throw RegistrationRefusal.tryLater }
        do {
            let (membership, replaced) = try await desk.thread.run {
                try desk.store.write { try register(request, now, &$0) }
            }
            logger.info(
                "replica registered", metadata: ["replica": "\(membership.replica)"])
            for former in replaced {
                logger.notice(
                    "replica replaced",
                    metadata: ["replica": "\(former)", "by": "\(membership.replica)"])
            }
            // A machine whose place was taken may be on the line.
            if !replaced.isEmpty { await switchboard.registryChanged() }
            return membership
        } catch let refusal as RegistrationRefusal {
            logger.notice(
                "registration refused",
                metadata: ["reason": "\(refusal)", "address": "\(caller.address)"])
            throw refusal
        }
    }

    /// The secret is looked up before the request is parsed: strangers' bytes never reach the
    /// parser.
    private func register(
        _ request: RegistrationRequest, _ now: Timestamp, _ transaction: inout any HubTransaction
    ) throws -> (Membership, replaced: [ReplicaID]) {
        let hash = Fingerprint(hashing: request.tokenSecret).bytes[...]
        guard let invitation = try transaction.invitation(secretHash: hash) else {
            throw RegistrationRefusal.tokenUnknown
        }
        guard invitation.usedAt == nil else { throw RegistrationRefusal.tokenUsed }
        guard now < invitation.expiresAt else { throw RegistrationRefusal.tokenExpired }
        guard request.schemaVersion <= desk.rules.schema.version else {
            throw RegistrationRefusal.schemaTooNew
        }
        let replica = ReplicaID(
            bits: RecordID.v7(
                milliseconds: now.milliseconds, random: UInt128.random(in: .min ... .max)
            ).bits)
        let principal = Principal(
            group: desk.group, seat: try invitation.seat, replica: replica)
        let issued = try issue(request.signingRequest, principal, now)
        let peer = Peer(
            replica: replica, role: invitation.role, office: invitation.office,
            scopes: invitation.scopes)
        let newcomer = Newcomer(
            peer: peer, key: keys.fingerprint(ofKeyIn: issued), invitation: invitation)
        let replaced = try newcomer.replaced(at: now, transaction)
        for former in replaced {
            try transaction.revoke(
                former, at: now, detail: "replica \(replica) joined in its place")
        }
        try transaction.register(
            Registration(
                peer: peer, name: transaction.freeName(like: invitation.name),
                fingerprint: issued.fingerprint.bytes[...],
                expiresAt: Timestamp(date: issued.notAfter), registeredAt: now, key: newcomer.key))
        try transaction.use(invitation: hash, by: replica, at: now)
        let membership = Membership(
            certificate: issued.pem, authority: keys.authority.root.pem, group: desk.group,
            replica: replica, role: invitation.role, office: invitation.office,
            scopes: peer.scopes, idSecret: desk.secret.handed(to: peer))
        return (membership, replaced)
    }

    func renew(_ request: RenewalRequest, _ caller: Caller) async throws -> Renewal {
        let now = desk.now
        guard let der = caller.certificate,
            case .verified(let certificate) = keys.policy.verify(der, as: .replica)
        else {
            door.turnedAway(nil, .unknown, caller)
            throw RegistrationRefusal.revoked
        }
        do {
            return try await desk.thread.run { try renew(request, certificate, caller, now) }
        } catch RegistrationRefusal.revoked {
            door.turnedAway(certificate.principal.replica, .revoked, caller)
            throw RegistrationRefusal.revoked
        }
    }

    private func renew(
        _ request: RenewalRequest, _ certificate: VerifiedCertificate, _ caller: Caller,
        _ now: Timestamp
    ) throws -> Renewal {
        try requireKnown(certificate, now)
        guard try quotas.admits(.renewals, of: certificate.principal.replica, desk) else {
            throw RegistrationRefusal.tryLater
        }
        return try desk.store.write { transaction in
            guard
                let registration = try transaction.registration(of: certificate.principal.replica),
                let entry = RegistryEntry(registration),
                case .trusted(let principal) = certificate.recheck(
                    at: now.date, registry: { _ in entry })
            else { throw RegistrationRefusal.revoked }
            lobby.prove(caller, as: principal.replica)
            let issued = try issue(request.signingRequest, principal, now)
            let renewed = RegistryEntry(
                fingerprint: certificate.fingerprint, renewal: issued.fingerprint)
            try transaction.register(
                registration.with(renewed, expiresAt: Timestamp(date: issued.notAfter)), at: now)
            try transaction.auditRepeatable(
                at: now, "certificate-renewed", subject: principal.replica)
            return Renewal(certificate: issued.pem, authority: keys.authority.root.pem)
        }
    }

    /// Only who is in the registry has an account that a renewal is counted on.
    private func requireKnown(_ certificate: VerifiedCertificate, _ now: Timestamp) throws {
        let registration = try desk.store.read {
            try $0.registration(of: certificate.principal.replica)
        }
        guard let registration, let entry = RegistryEntry(registration),
            case .trusted = certificate.recheck(at: now.date, registry: { _ in entry })
        else { throw RegistrationRefusal.revoked }
    }

    private func issue(
        _ pem: String, _ principal: Principal, _ now: Timestamp
    ) throws -> IssuedCertificate {
        guard let request = PEMText.der(pem) else { throw RegistrationRefusal.requestInvalid }
        do {
            return try keys.authority.issueReplica(
                for: request, principal: principal, now: now.date)
        } catch .request {
            throw RegistrationRefusal.requestInvalid
        }
    }
}

extension Invitation {
    var seat: Principal.Seat {
        get throws {
            switch role {
            case .office:
                guard let office else { throw RegistrationRefusal.tokenUnknown }
                return .office(office)
            case .coordinator: return .coordinator
            case .admin: return .admin
            case .hub: throw RegistrationRefusal.tokenUnknown
            }
        }
    }
}
