internal import Crypto
internal import Foundation
internal import SwiftASN1
internal import X509

extension SigningRequest {
    /// This machine's word for bytes that say by themselves what they are for: ECDSA over P-256 and
    /// SHA-256, r and s of 32 bytes each.
    package func sign(_ bytes: [UInt8]) throws(IdentityError) -> [UInt8] {
        do { return Array(try key.signature(for: Data(bytes)).rawRepresentation) } catch {
            throw .credential(.signingFailed)
        }
    }

    /// Whether the holder of a certificate signed the bytes; who that is, a `TrustPolicy` says.
    ///
    /// - Parameter der: the certificate.
    package static func signed(
        _ bytes: [UInt8], as signature: some Collection<UInt8>, byHolderOf der: [UInt8]
    ) -> Bool {
        do {
            let certificate = try Certificate(derEncoded: der)
            guard let key = P256.Signing.PublicKey(certificate.publicKey) else { return false }
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: Data(signature))
            return key.isValidSignature(signature, for: Data(bytes))
        } catch {
            return false
        }
    }
}
