package import Foundation
package import Merge

/// A certificate that our root signed for a member of our group: all that does not change.
///
/// Verify once when a stream opens, then `recheck` for each message, which costs two
/// comparisons of dates and one look into the registry.
package struct VerifiedCertificate: Hashable, Sendable {
    package let principal: Principal

    /// The SHA-256 of the certificate's DER.
    package let fingerprint: Fingerprint

    /// The SHA-256 of the public key's SPKI DER.
    package let keyFingerprint: Fingerprint
    package let notBefore: Date

    /// The last instant at which it holds, never later than the root's.
    package let notAfter: Date

    /// When the authority signed it: certificates are dated back by a day, for slow clocks.
    package var issuedAt: Date { notBefore + IdentityLimits.backdate }

    /// Whether the peer may speak at this moment; the registry has the last word.
    package func recheck<Failure: Error>(
        at now: Date, registry: (ReplicaID) throws(Failure) -> RegistryEntry?
    ) throws(Failure) -> TrustVerdict {
        if let refusal = refusal(at: now) { return .refused(refusal) }
        guard let entry = try registry(principal.replica) else { return .refused(.notRegistered) }
        if entry.isRevoked { return .refused(.revoked) }
        guard entry.admits(fingerprint) else { return .refused(.supersededCertificate) }
        return .trusted(principal)
    }

    /// Whether its holder should ask for the next one.
    package func isDueForRenewal(at now: Date) -> Bool {
        now >= notAfter - IdentityLimits.renewalLead
    }

    /// The answer where no registry has a say.
    func verdict(at now: Date) -> TrustVerdict {
        refusal(at: now).map(TrustVerdict.refused) ?? .trusted(principal)
    }

    private func refusal(at now: Date) -> TrustRefusal? {
        if now < notBefore { return .notYetValid }
        return now > notAfter ? .expired : nil
    }
}
