internal import Crypto
internal import Foundation
internal import X509

extension CertificateAuthority {
    /// The authority's word for bytes that say by themselves what they are for: ECDSA over P-256
    /// and SHA-256, r and s of 32 bytes each.
    package func sign(_ bytes: [UInt8]) throws(IdentityError) -> [UInt8] {
        do { return Array(try key.signature(for: Data(bytes)).rawRepresentation) } catch {
            throw .credential(.signingFailed)
        }
    }
}

extension RootCertificate {
    /// Whether the authority of this root signed the bytes.
    package func signed(_ bytes: [UInt8], as signature: some Collection<UInt8>) -> Bool {
        do {
            guard let key = P256.Signing.PublicKey(publicKey) else { return false }
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: Data(signature))
            return key.isValidSignature(signature, for: Data(bytes))
        } catch {
            return false
        }
    }
}
