internal import Crypto
package import Foundation
package import Merge
internal import SwiftASN1
internal import X509

/// Who is trusted as whom, given one group's root.
///
/// A chain has two links, leaf and root, so the check is written out here and answers *why*
/// as a value; the library reads the certificates and verifies the signatures. Nothing but the
/// signature is looked at until the signature is found good.
package struct TrustPolicy: Sendable {
    /// What a leaf is presented as.
    package enum Usage: Sendable {
        /// By a replica to the hub.
        case replica
        /// By the hub to a replica.
        case hub
    }

    /// The answer to "is this certificate ours?", whatever the time and the registry say.
    package enum Verification: Hashable, Sendable {
        case verified(VerifiedCertificate)
        case refused(TrustRefusal)
    }

    package let root: RootCertificate

    package init(root: RootCertificate) {
        self.root = root
    }

    /// Checks all that does not change; keep the answer for as long as the stream lives.
    package func verify(_ der: [UInt8], as usage: Usage) -> Verification {
        guard der.count <= IdentityLimits.derBytesMax else { return .refused(.unreadable) }
        let certificate: Certificate
        do {
            certificate = try Certificate(derEncoded: der)
        } catch {
            return .refused(.unreadable)
        }
        guard certificate.issuer == root.subject,
            root.publicKey.isValidSignature(certificate.signature, for: certificate)
        else { return .refused(.unknownAuthority) }
        guard CertificateShape(of: certificate) == usage.shape else {
            return .refused(.wrongUsage)
        }
        guard let key = P256.Signing.PublicKey(certificate.publicKey) else {
            return .refused(.wrongKey)
        }
        guard let principal = principal(of: certificate, as: usage) else {
            return .refused(.malformedName)
        }
        return .verified(
            VerifiedCertificate(
                principal: principal, fingerprint: Fingerprint(hashing: der),
                keyFingerprint: Fingerprint(hashing: key.derRepresentation),
                notBefore: max(certificate.notValidBefore, root.notBefore),
                notAfter: min(certificate.notValidAfter, root.notAfter)))
    }

    /// The hub's whole answer to a replica's certificate.
    package func judge<Failure: Error>(
        _ der: [UInt8], at now: Date, registry: (ReplicaID) throws(Failure) -> RegistryEntry?
    ) throws(Failure) -> TrustVerdict {
        switch verify(der, as: .replica) {
        case .verified(let certificate): try certificate.recheck(at: now, registry: registry)
        case .refused(let refusal): .refused(refusal)
        }
    }

    /// A replica's answer to the hub's certificate; the host name is for TLS to check.
    package func judgeHub(_ der: [UInt8], at now: Date) -> TrustVerdict {
        switch verify(der, as: .hub) {
        case .verified(let certificate): certificate.verdict(at: now)
        case .refused(let refusal): .refused(refusal)
        }
    }

    /// A replica's answer to the certificate it was just issued: ours, in force, for our key.
    package func judgeIssued(
        _ der: [UInt8], for request: SigningRequest, at now: Date
    ) -> TrustVerdict {
        switch verify(der, as: .replica) {
        case .refused(let refusal):
            .refused(refusal)
        case .verified(let certificate):
            certificate.keyFingerprint == request.keyFingerprint
                ? certificate.verdict(at: now) : .refused(.wrongKey)
        }
    }

    /// The one principal among the names: alone for a replica, beside the hosts for a hub.
    private func principal(of certificate: Certificate, as usage: Usage) -> Principal? {
        let names = CertificateShape.alternativeNames(of: certificate)
        let uris = names.compactMap { name -> String? in
            guard case .uniformResourceIdentifier(let uri) = name else { return nil }
            return uri
        }
        guard uris.count == 1, usage == .hub || names.count == 1,
            let principal = Principal(uri: uris[0]), principal.group == root.group,
            (principal.role == .hub) == (usage == .hub)
        else { return nil }
        return principal
    }
}

extension TrustPolicy.Usage {
    var shape: CertificateShape {
        switch self {
        case .replica: .replica
        case .hub: .server
        }
    }
}
