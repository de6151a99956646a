internal import Crypto
internal import CryptoExtras
internal import Foundation

/// How dear one guess at a passphrase is: scrypt's parameters (RFC 7914).
package struct ScryptCost: Equatable, Sendable {
    /// N is two to the power of it.
    package let rounds: UInt8
    /// r, in blocks of 128 bytes.
    package let blocks: UInt8
    /// p.
    package let lanes: UInt8

    package init(rounds: UInt8, blocks: UInt8, lanes: UInt8) {
        self.rounds = rounds
        self.blocks = blocks
        self.lanes = lanes
    }

    /// N = 2¹⁵, r = 8, p = 3: one of the choices that OWASP's Password Storage Cheat Sheet holds
    /// equal to N = 2¹⁷ with p = 1, and the one that takes 32 MiB for a moment instead of 128: a
    /// desk unlocks on an office's server, and several people may come at once.
    static let released = ScryptCost(rounds: 15, blocks: 8, lanes: 3)

    /// What a new key costs.
    ///
    /// A debug build, in which scrypt takes ten times as long, is for tests alone: its keys cost
    /// next to nothing, and no released program takes them.
    package static var usual: ScryptCost {
        #if DEBUG
            ScryptCost(rounds: 8, blocks: 8, lanes: 1)
        #else
            released
        #endif
    }

    /// Whether a file may ask for it: not less than serves, and not so much that a file which
    /// somebody wrote takes the machine's memory or minutes (128 N r is at most 128 MiB).
    var isAcceptable: Bool {
        #if DEBUG
            if self == .usual { return true }
        #endif
        guard (15...17).contains(rounds), blocks == 8, (1...4).contains(lanes) else {
            return false
        }
        return Int(lanes) << Int(rounds - 15) >= 3
    }

    func key(from passphrase: Passphrase, salt: [UInt8]) throws(PersonKeyFault) -> SymmetricKey {
        guard isAcceptable else { throw .unreadable }
        do {
            return try KDF.Scrypt.deriveKey(
                from: passphrase.bytes, salt: salt, outputByteCount: 32, rounds: 1 << Int(rounds),
                blockSize: Int(blocks), parallelism: Int(lanes))
        } catch {
            throw .unsealable
        }
    }
}
