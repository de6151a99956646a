internal import Crypto
internal import Foundation

/// The hub's key for what an office may keep and no longer read.
///
/// HPKE (RFC 9180) with P-256, SHA-256 and AES-256-GCM: a box is the encapsulated key, 65 bytes,
/// and the ciphertext.
package struct SealingKey: Sendable {
    private static let suite = HPKE.Ciphersuite.P256_SHA256_AES_GCM_256
    private static let purpose = Data("bridgework change set 1".utf8)
    private static let encapsulatedBytes = 65

    let key: P256.KeyAgreement.PrivateKey

    /// Reads a key, or makes it where there is none yet: the hub's, or a replica's for what comes
    /// to it by file.
    package init(
        in keys: KeyFolder, as file: KeyFile = .sealingKey
    ) throws(IdentityError) {
        guard try keys.contains(file) else {
            key = P256.KeyAgreement.PrivateKey()
            try keys.write(key.pemRepresentation + "\n", as: file)
            return
        }
        let text = try keys.read(file)
        do { key = try P256.KeyAgreement.PrivateKey(pemRepresentation: text) } catch {
            throw .credential(.unreadableKey)
        }
    }

    /// What offices seal with; an uncompressed point.
    package var publicKey: [UInt8] { Array(key.publicKey.x963Representation) }

    /// What was sealed for this key; `nil` for anything else.
    package func open(_ box: some Collection<UInt8>) -> [UInt8]? {
        let bytes = Data(box)
        guard bytes.count > Self.encapsulatedBytes else { return nil }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: Self.suite, info: Self.purpose,
                encapsulatedKey: bytes.prefix(Self.encapsulatedBytes))
            return Array(try recipient.open(bytes.dropFirst(Self.encapsulatedBytes)))
        } catch {
            return nil
        }
    }

    /// A box that only the holder of that public key's private half opens.
    package static func seal(
        _ bytes: some Collection<UInt8>, for publicKey: [UInt8]
    ) throws(IdentityError) -> [UInt8] {
        do {
            let recipient = try P256.KeyAgreement.PublicKey(x963Representation: publicKey)
            var sender = try HPKE.Sender(
                recipientKey: recipient, ciphersuite: suite, info: purpose)
            let sealed = try sender.seal(Data(bytes))
            return Array(sender.encapsulatedKey + sealed)
        } catch {
            throw .credential(.unreadableKey)
        }
    }
}
