internal import Crypto
internal import Foundation

/// The key of a file, as the file carries it: HPKE (RFC 9180) with P-256, SHA-256 and AES-256-GCM.
enum WrappedKey {
    /// What a sealed file is for: one kind is never taken for the other.
    enum Purpose: String, Sendable {
        case backup = "bridgework backup 1"
        case courier = "bridgework sealed letter 1"

        /// The first eight bytes of such a file.
        var magic: [UInt8] {
            switch self {
            case .backup: Array("BWBACK1\n".utf8)
            case .courier: Array("BWCOUR1\n".utf8)
            }
        }

        fileprivate var info: Data { Data(rawValue.utf8) }
    }

    private static let suite = HPKE.Ciphersuite.P256_SHA256_AES_GCM_256
    private static let encapsulatedBytes = 65

    /// - Parameter point: whose private half opens it, uncompressed.
    static func sealed(
        _ key: SymmetricKey, to point: [UInt8], for purpose: Purpose
    ) throws(BackupFault) -> [UInt8] {
        do {
            let recipient = try P256.KeyAgreement.PublicKey(x963Representation: point)
            var sender = try HPKE.Sender(
                recipientKey: recipient, ciphersuite: suite, info: purpose.info)
            let sealed = try key.withUnsafeBytes { try sender.seal(Data($0)) }
            return Array(sender.encapsulatedKey + sealed)
        } catch {
            throw .noRecoveryKey
        }
    }

    /// What was sealed for that key and purpose; `nil` for anything else.
    static func opened(
        _ box: some Collection<UInt8>, with key: P256.KeyAgreement.PrivateKey,
        for purpose: Purpose
    ) -> SymmetricKey? {
        let bytes = Data(box)
        guard bytes.count > encapsulatedBytes else { return nil }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: suite, info: purpose.info,
                encapsulatedKey: bytes.prefix(encapsulatedBytes))
            return SymmetricKey(data: try recipient.open(bytes.dropFirst(encapsulatedBytes)))
        } catch {
            return nil
        }
    }
}
