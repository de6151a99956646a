package import Identity
package import Merge
package import Sync

/// A courier file: a letter, signed by its sender and sealed for its addressee.
package struct CourierFile: Sendable {
    /// What the file says of itself; nothing vouches for it before its signature was looked at.
    package let start: CourierStart
    /// What is signed, and the signature that stood behind it.
    private let said: Bytes
    private let signature: Bytes

    /// - Parameters:
    ///   - key: the addressee's public key, an uncompressed point of P-256.
    ///   - sign: the sender's word for bytes.
    /// - Throws: `CourierFault.badAnswerKey` where that is no key, or what `sign` throws.
    package static func sealed(
        _ letter: CourierLetter, for key: [UInt8], signing sign: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        let plain = letter.encoded
        let signed = try plain + sign(CourierLetter.signed(plain))
        do { return try CourierSeal.sealed(signed, for: key) } catch .noRecoveryKey {
            throw CourierFault.badAnswerKey
        }
    }

    /// Opens a file; who its sender is has to be looked at then.
    ///
    /// - Throws: `CourierFault` where it is sealed for another key, or not what was written.
    package init(opening file: [UInt8], with key: SealingKey) throws(CourierFault) {
        guard file.count <= SyncLimits.courierFileBytesMax else {
            throw .tooLarge(bytes: file.count, limit: SyncLimits.courierFileBytesMax)
        }
        let plain: [UInt8]
        do { plain = try CourierSeal.opened(file, with: key) } catch {
            switch error {
            case .noBackup: throw .notCourier
            case .otherKey: throw .otherAddressee
            case .cutShort, .altered, .damaged, .noRecoveryKey, .unsealable: throw .damaged
            }
        }
        guard plain.count > CourierLetter.signatureBytes else { throw .damaged }
        said = plain.dropLast(CourierLetter.signatureBytes)
        signature = plain.suffix(CourierLetter.signatureBytes)
        start = try CourierLetter.start(of: said)
    }

    /// All of it, once its sender's signature is found to be his: before that its frames are not
    /// looked at, because anybody can seal what he likes for a public key.
    ///
    /// - Parameter check: says whether that signature is his under those bytes.
    /// - Throws: `CourierFault.unsigned` where it is not, `.damaged` where frames cannot be read.
    package func letter(
        signedBy check: ([UInt8], Bytes) -> Bool
    ) throws(CourierFault) -> CourierLetter {
        guard check(CourierLetter.signed(said), signature) else { throw .unsigned }
        return try CourierLetter(decoding: said)
    }
}
