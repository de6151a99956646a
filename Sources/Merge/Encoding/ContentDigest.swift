internal import Crypto

/// The SHA-256 of bytes as people and records write it: 64 lower-case hexadecimal digits.
package enum ContentDigest {
    /// The SHA-256 of bytes, as 64 lower-case hexadecimal digits.
    package static func hexadecimal(of bytes: Bytes) -> String {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        return digest.hexadecimal
    }

    /// The SHA-256 of bytes that come one after the other.
    package struct Stream {
        private var hash = SHA256()

        package init() {}

        /// Takes the next bytes in.
        package mutating func update(_ bytes: Bytes) {
            bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }

        /// Of all that came so far, as 64 lower-case hexadecimal digits.
        package var hexadecimal: String {
            hash.finalize().hexadecimal
        }
    }

    /// The first eight bytes of the SHA-256, big-endian.
    package static func short(of bytes: Bytes) -> UInt64 {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
