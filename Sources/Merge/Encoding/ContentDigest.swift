internal import Crypto

/// The SHA-256 of bytes as people and records write it: 64 lower-case hexadecimal digits.
package enum ContentDigest {
    package static func hexadecimal(of bytes: Bytes) -> String {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        return CellText.hexadecimal(Array(digest)[...])
    }

    /// The first eight bytes of the SHA-256, big-endian.
    package static func short(of bytes: Bytes) -> UInt64 {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
