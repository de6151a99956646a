internal import Crypto
internal import Foundation
internal import Merge

/// The SHA-256 of something: a certificate, a public key, a secret.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    /// Always thirty-two bytes.
    package let bytes: [UInt8]

    package init(hashing message: some Collection<UInt8>) {
        bytes = Array(SHA256.hash(data: Array(message)))
    }

    /// Reads back a stored fingerprint; any count but thirty-two answers `nil`.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == SHA256.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Sixty-four lower-case hexadecimal digits.
    package var description: String {
        bytes.hexadecimal
    }

    /// Groups of four digits, for two people who compare screens over the phone.
    package var spoken: String {
        let digits = Array(description.utf8)
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(decoding: digits[$0..<$0 + 4], as: UTF8.self) }
            .joined(separator: " ")
    }
}
