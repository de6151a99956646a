internal import Crypto

/// The SHA-256 of bytes as people and records write it: 64 lower-case hexadecimal digits.
package enum ContentDigest {
    package static func hexadecimal(of bytes: Bytes) -> String {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        return CellText.hexadecimal(Array(digest)[...])
    }
}
