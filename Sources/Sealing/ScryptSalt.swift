internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Merge

/// What a passphrase is stretched with: scrypt's parameters (RFC 7914) and a salt.
package struct ScryptSalt: Equatable, Sendable {
    /// N is two to the power of it.
    let rounds: Int
    let salt: [UInt8]

    private static let blockSize = 8
    private static let lanes = 1
    private static let saltBytes = 32

    /// N = 2¹⁷, r = 8, p = 1: what OWASP's Password Storage Cheat Sheet asks; 128 MiB for about
    /// half a second, once after each start of the machine.
    static let usualRounds = 17
    /// What a file may ask for: neither a guess that is cheap nor one that takes the machine.
    private static let acceptableRounds = 15...20

    init(rounds: Int = usualRounds) {
        self.rounds = rounds
        salt = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    init?(text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let rounds = Int(words[0]),
            ScryptSalt.acceptableRounds.contains(rounds),
            let salt = Bytes(hexadecimal: String(words[1])), salt.count == ScryptSalt.saltBytes
        else { return nil }
        self.rounds = rounds
        self.salt = Array(salt)
    }

    var text: String { "\(rounds) \(salt.hexadecimal)" }

    /// Takes scrypt's time and memory.
    func key(from passphrase: [UInt8]) throws(SealFault) -> SymmetricKey {
        do {
            return try KDF.Scrypt.deriveKey(
                from: passphrase, salt: salt, outputByteCount: DataKey.byteCount,
                rounds: 1 << rounds, blockSize: ScryptSalt.blockSize,
                parallelism: ScryptSalt.lanes)
        } catch {
            throw .system
        }
    }
}
