internal import Crypto
package import Foundation
package import Merge
internal import SwiftASN1
internal import X509

/// The public half of a group's authority: what a token pins and what every peer trusts.
///
/// It is self-signed, on P-256, and names the group in a URI without a path.
package struct RootCertificate: Sendable {
    package let group: RecordID
    package let der: [UInt8]

    /// The SHA-256 of the public key's SPKI DER; people compare this one.
    package let fingerprint: Fingerprint
    package let notBefore: Date
    package let notAfter: Date

    let subject: DistinguishedName
    let publicKey: Certificate.PublicKey

    /// Reads a root and checks that it is one; dates are left to whoever uses it.
    package init(der: [UInt8]) throws(IdentityError) {
        guard der.count <= IdentityLimits.derBytesMax else {
            throw .credential(.unreadableCertificate)
        }
        let certificate: Certificate
        do {
            certificate = try Certificate(derEncoded: der)
        } catch {
            throw .credential(.unreadableCertificate)
        }
        try self.init(certificate, der: der)
    }

    package init(pem: String) throws(IdentityError) {
        guard pem.utf8.count <= 2 * IdentityLimits.derBytesMax else {
            throw .credential(.unreadableCertificate)
        }
        let document: PEMDocument
        do {
            document = try PEMDocument(pemString: pem)
        } catch {
            throw .credential(.unreadableCertificate)
        }
        guard document.discriminator == Certificate.defaultPEMDiscriminator else {
            throw .credential(.unreadableCertificate)
        }
        try self.init(der: document.derBytes)
    }

    package var pem: String {
        PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: der).pemString + "\n"
    }

    func isInForce(at now: Date) -> Bool {
        notBefore <= now && now <= notAfter
    }

    private init(_ certificate: Certificate, der: [UInt8]) throws(IdentityError) {
        guard let key = P256.Signing.PublicKey(certificate.publicKey) else {
            throw .credential(.rootKeyUnsupported)
        }
        guard certificate.issuer == certificate.subject,
            certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
        else { throw .credential(.rootNotSelfSigned) }
        guard CertificateShape(of: certificate) == .authority else {
            throw .credential(.rootNotAuthority)
        }
        guard let group = Self.group(of: certificate) else {
            throw .credential(.rootWithoutGroup)
        }
        self.group = group
        self.der = der
        fingerprint = Fingerprint(hashing: key.derRepresentation)
        notBefore = certificate.notValidBefore
        notAfter = certificate.notValidAfter
        subject = certificate.subject
        publicKey = certificate.publicKey
    }

    private static func group(of certificate: Certificate) -> RecordID? {
        let names = CertificateShape.alternativeNames(of: certificate)
        guard names.count == 1, case .uniformResourceIdentifier(let uri) = names[0],
            let authority = uri.split(separator: "/").last,
            let group = RecordID(hexadecimal: authority),
            Principal.trustDomain(of: group).utf8.elementsEqual(uri.utf8)
        else { return nil }
        return group
    }
}

extension RootCertificate: Hashable, CustomStringConvertible {
    package static func == (left: RootCertificate, right: RootCertificate) -> Bool {
        left.der == right.der
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(der)
    }

    package var description: String {
        "root of group \(group), \(fingerprint)"
    }
}
