internal import Crypto
internal import SwiftASN1
internal import X509

/// A key pair on the machine that made it, and the request that proves who holds it.
///
/// Only `der` travels. A renewal uses the same key, so that one file, the certificate, is
/// replaced and a crash can never part a key from its certificate.
package struct SigningRequest: Sendable, CustomStringConvertible {
    /// The PKCS#10 request: a public key, signed with its private key, and no wishes.
    package let der: [UInt8]

    /// The SHA-256 of the public key's SPKI DER.
    package let keyFingerprint: Fingerprint

    let key: P256.Signing.PrivateKey

    /// Makes a new key.
    package init() throws(IdentityError) {
        try self.init(key: P256.Signing.PrivateKey())
    }

    /// Takes up a key that an earlier request made.
    package init(keyPEM: String) throws(IdentityError) {
        try self.init(key: Self.key(pem: keyPEM))
    }

    /// The private key as PKCS#8; it goes into a key folder and nowhere else.
    package var keyPEM: String { key.pemRepresentation + "\n" }

    package var pem: String {
        let type = CertificateSigningRequest.defaultPEMDiscriminator
        return PEMDocument(type: type, derBytes: der).pemString + "\n"
    }

    package var description: String { "request for key \(keyFingerprint)" }

    static func key(pem: String) throws(IdentityError) -> P256.Signing.PrivateKey {
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw .credential(.unreadableKey)
        }
    }

    private init(key: P256.Signing.PrivateKey) throws(IdentityError) {
        do {
            let request = try CertificateSigningRequest(
                version: .v1, subject: DistinguishedName { CommonName("bridgework") },
                privateKey: Certificate.PrivateKey(key),
                attributes: CertificateSigningRequest.Attributes())
            var serializer = DER.Serializer()
            try serializer.serialize(request)
            der = serializer.serializedBytes
        } catch {
            throw .credential(.signingFailed)
        }
        self.key = key
        keyFingerprint = Fingerprint(hashing: key.publicKey.derRepresentation)
    }
}

extension SigningRequest: CustomReflectable {
    /// Keeps the key out of `dump`.
    package var customMirror: Mirror {
        Mirror(self, children: ["keyFingerprint": keyFingerprint])
    }
}
