import Foundation
import Identity
import Logging
import Merge
import Store
import Sync
import Wire

/// Asks the registry who is at the other end, at every call and every message.
struct Doorkeeper: Sendable {
    /// Why somebody is not let in.
    enum Refusal: Error, Equatable {
        case revoked
        case unknown
    }

    private let desk: HubDesk
    private let policy: TrustPolicy
    private let logger: Logger
    let lobby: Lobby

    init(_ desk: HubDesk, _ policy: TrustPolicy, _ logger: Logger, _ lobby: Lobby) {
        self.desk = desk
        self.policy = policy
        self.logger = logger
        self.lobby = lobby
    }

    func verified(_ caller: Caller) throws(Refusal) -> VerifiedCertificate {
        guard let der = caller.certificate else { throw .unknown }
        switch policy.verify(der, as: .replica) {
        case .verified(let certificate): return certificate
        case .refused(let refusal):
            logger.notice("certificate refused", metadata: ["reason": "\(refusal.rawValue)"])
            throw .unknown
        }
    }

    /// The peer as the registry knows it now; its scopes are the hub's word, never the peer's.
    func admitted(
        _ certificate: VerifiedCertificate, _ transaction: inout StoreTransaction
    ) throws -> Peer {
        let enrolment = try transaction.enrolment(of: certificate.principal.replica)
        let verdict = certificate.recheck(at: desk.now.date) { _ in
            enrolment.flatMap { RegistryEntry($0) }
        }
        switch verdict {
        case .refused(.revoked): throw Refusal.revoked
        case .refused(let refusal):
            logger.notice("certificate refused", metadata: ["reason": "\(refusal.rawValue)"])
            throw Refusal.unknown
        case .trusted:
            guard let enrolment, let entry = RegistryEntry(enrolment) else {
                throw Refusal.unknown
            }
            let settled = entry.settled(by: certificate.fingerprint)
            if settled != entry { try transaction.enrol(enrolment.with(settled)) }
            return enrolment.peer
        }
    }
}

extension SyncRefusal {
    /// What an exchange is told.
    init(_ refusal: Doorkeeper.Refusal) {
        switch refusal {
        case .revoked: self = .revoked
        case .unknown: self = .otherReplica
        }
    }
}

extension InquiryRefusal {
    /// What somebody who asks is told.
    init(_ refusal: Doorkeeper.Refusal) {
        switch refusal {
        case .revoked: self = .revoked
        case .unknown: self = .otherReplica
        }
    }
}
