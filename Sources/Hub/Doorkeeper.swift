import Foundation
import Identity
import Logging
import Merge
import Sync
import Wire

/// Asks the registry who is at the other end, at every call and every message.
struct Doorkeeper: Sendable {
    /// Why somebody is not let in.
    enum Refusal: Error, Equatable {
        case revoked
        case unknown
        /// It may be let in once the hub has heard all that it knows.
        case restoring
    }

    private let desk: HubDesk
    private let policy: TrustPolicy
    private let logger: Logger
    let lobby: Lobby
    private let log = DoorLog()

    init(_ desk: HubDesk, _ policy: TrustPolicy, _ logger: Logger, _ lobby: Lobby) {
        self.desk = desk
        self.policy = policy
        self.logger = logger
        self.lobby = lobby
    }

    /// What vouches for every member of the group.
    var root: RootCertificate { policy.root }

    func verified(_ caller: Caller) throws(Refusal) -> VerifiedCertificate {
        guard let der = caller.certificate else { throw .unknown }
        switch policy.verify(der, as: .replica) {
        case .verified(let certificate): return certificate
        case .refused(let refusal):
            logger.notice("certificate refused", metadata: ["reason": "\(refusal.rawValue)"])
            throw .unknown
        }
    }

    /// Leaves a trace of somebody who was not let in, seldom enough that it floods nothing.
    func turnedAway(_ replica: ReplicaID?, _ refusal: Refusal, _ caller: Caller) {
        let host = caller.address.lastIndex(of: ":").map { caller.address[..<$0] }
        let knock = DoorLog.Knock(
            replica: replica, address: host.map { String($0) } ?? caller.address)
        guard let line = log.line(for: knock, at: desk.now) else { return }
        do { try write([line], refusal == .revoked ? "revoked" : "not registered") } catch {
            logger.error("refusal not recorded", metadata: ["error": "\(error)"])
        }
    }

    /// Writes down those whose hour is over.
    func writeDue() throws { try write(log.due(at: desk.now), "again") }

    private func write(_ lines: [DoorLog.Line], _ why: String) throws {
        guard !lines.isEmpty else { return }
        for line in lines {
            let replica = line.knock.replica?.description ?? "unknown"
            logger.notice(
                "turned away",
                metadata: [
                    "replica": "\(replica)", "address": "\(line.knock.address)",
                    "times": "\(line.count)", "reason": "\(why)",
                ])
        }
        try desk.store.write { transaction in
            for line in lines {
                let times = line.count == 1 ? "" : ", \(line.count) times"
                try transaction.audit(
                    at: desk.now, "refused-at-door", subject: line.knock.replica,
                    detail: "\(why), from \(line.knock.address)\(times)")
            }
        }
    }

    /// The peer as the registry knows it now; its scopes are the hub's word, never the peer's.
    func admitted(
        _ certificate: VerifiedCertificate, _ transaction: inout any HubTransaction
    ) throws -> Peer {
        let registration = try transaction.registration(of: certificate.principal.replica)
        let verdict = certificate.recheck(at: desk.now.date) { _ in
            registration.flatMap { RegistryEntry($0) }
        }
        switch verdict {
        case .refused(.revoked): throw Refusal.revoked
        case .refused(.notRegistered), .refused(.supersededCertificate):
            guard let regained = try regained(certificate, registration, &transaction) else {
                throw Refusal.unknown
            }
            return regained
        case .refused(let refusal):
            logger.notice("certificate refused", metadata: ["reason": "\(refusal.rawValue)"])
            throw Refusal.unknown
        case .trusted:
            guard let registration, let entry = RegistryEntry(registration) else {
                throw Refusal.unknown
            }
            let settled = entry.settled(by: certificate.fingerprint)
            if settled != entry {
                try transaction.register(registration.with(settled), at: desk.now)
            }
            return registration.peer
        }
    }

    /// Whom the hub's authority let in after the backup was made that the hub was restored from:
    /// the registry lacks that, and the certificate tells.
    ///
    /// A machine that is new here waits until all that are known have said who was shut out.
    private func regained(
        _ certificate: VerifiedCertificate, _ known: Registration?,
        _ transaction: inout any HubTransaction
    ) throws -> Peer? {
        guard let backup = try transaction.restoredFrom,
            // Certificates tell whole seconds.
            Timestamp(date: certificate.issuedAt).milliseconds > backup.milliseconds - 1_000,
            known != nil || certificate.principal.group == desk.group
        else { return nil }
        let principal = certificate.principal
        let fingerprint = certificate.fingerprint.bytes[...]
        if let known {
            let renewed = Registration(
                peer: known.peer, name: known.name, fingerprint: fingerprint,
                expiresAt: Timestamp(date: certificate.notAfter), registeredAt: known.registeredAt)
            try transaction.register(renewed, at: desk.now)
            try transaction.audit(at: desk.now, "certificate-regained", subject: principal.replica)
            return known.peer
        }
        guard try !transaction.shutOut.contains(principal.replica) else { return nil }
        guard try transaction.awaited.isEmpty else { throw Refusal.restoring }
        let seat: Scope = principal.office.map { .office($0) } ?? .central
        let peer = Peer(
            replica: principal.replica, role: principal.role, office: principal.office,
            scopes: [.group, seat])
        try transaction.register(
            Registration(
                peer: peer, name: transaction.freeName(like: "regained"), fingerprint: fingerprint,
                expiresAt: Timestamp(date: certificate.notAfter), registeredAt: desk.now,
                key: certificate.keyFingerprint.bytes[...]))
        try transaction.audit(
            at: desk.now, "replica-regained", subject: principal.replica,
            detail: "by its certificate; it sees what its seat sees, and no more")
        return peer
    }
}

extension SyncRefusal {
    /// What an exchange is told.
    init(_ refusal: Doorkeeper.Refusal) {
        switch refusal {
        case .revoked: self = .revoked
        case .unknown: self = .otherReplica
        case .restoring: self = .restoring
        }
    }
}

extension InquiryRefusal {
    /// What somebody who asks is told.
    init(_ refusal: Doorkeeper.Refusal) {
        switch refusal {
        case .revoked: self = .revoked
        case .unknown: self = .otherReplica
        case .restoring: self = .restoring
        }
    }
}
