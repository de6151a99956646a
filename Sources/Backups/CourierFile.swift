package import Identity
package import Merge
package import Sync

/// A courier file: a letter, signed by its sender and sealed for its addressee.
package struct CourierFile: Sendable {
    package let letter: CourierLetter
    /// What is signed, and the signature that stood behind it.
    private let said: Bytes
    private let signature: Bytes

    /// - Parameters:
    ///   - key: the addressee's public key, an uncompressed point of P-256.
    ///   - sign: the sender's word for bytes.
    package static func sealed(
        _ letter: CourierLetter, for key: [UInt8], signing sign: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        let plain = letter.encoded
        return try CourierSeal.sealed(plain + sign(CourierLetter.signed(plain)), for: key)
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
        letter = try CourierLetter(decoding: said)
    }

    /// Whether its sender signed it.
    ///
    /// - Parameter check: says whether that signature is his under those bytes.
    package func isSigned(by check: ([UInt8], Bytes) -> Bool) -> Bool {
        check(CourierLetter.signed(said), signature)
    }
}
