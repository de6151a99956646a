internal import Crypto
internal import Foundation

/// A person's key while it is unlocked: P-256, as everything else of a group that signs.
package struct PersonKey: Sendable, CustomStringConvertible {
    package static let publicBytes = 33

    private let key: P256.Signing.PrivateKey

    /// A new one.
    package init() {
        key = P256.Signing.PrivateKey()
    }

    /// - Returns: `nil` for bytes that are no private key.
    init?(raw: some Collection<UInt8>) {
        do {
            key = try P256.Signing.PrivateKey(rawRepresentation: Data(raw))
        } catch {
            return nil
        }
    }

    var raw: [UInt8] { Array(key.rawRepresentation) }

    /// Its public half, a compressed point.
    package var publicKey: [UInt8] { Array(key.publicKey.compressedRepresentation) }

    /// ECDSA over SHA-256, r and s of 32 bytes each.
    package func signature(
        of statement: PersonStatement
    ) throws(PersonKeyFault) -> [UInt8] {
        do {
            return Array(try key.signature(for: Data(statement.bytes)).rawRepresentation)
        } catch {
            throw .unsealable
        }
    }

    /// Whether the holder of that public key signed the statement.
    package static func signed(
        _ statement: PersonStatement, as signature: some Collection<UInt8>,
        by publicKey: some Collection<UInt8>
    ) -> Bool {
        do {
            let key = try P256.Signing.PublicKey(compressedRepresentation: Data(publicKey))
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: Data(signature))
            return key.isValidSignature(signature, for: Data(statement.bytes))
        } catch {
            return false
        }
    }

    package var description: String { "(a person's key)" }
}

extension PersonKey: CustomReflectable {
    /// Keeps the key out of `dump`.
    package var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }
}
