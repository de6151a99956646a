internal import Foundation

/// What a person types to unlock a key; it shows itself to nobody who merely prints it.
package struct Passphrase: Sendable, CustomStringConvertible {
    /// The characters of a new one.
    ///
    /// NIST SP 800-63B-4 (3.1.1.2) asks fifteen of a password that stands alone, and eight of one
    /// beside something that a person has. Whoever tries here must hold the key's file first, but
    /// can then try without us: so twelve.
    package static let charactersMin = 12
    /// Of a new one: `aaaaaaaaaaaa` is one guess.
    package static let differentMin = 5
    package static let bytesMax = 1_024

    package let bytes: [UInt8]

    /// Takes what was typed: letters with marks count the same however a keyboard composes them
    /// (NFC), and nothing is trimmed but the end of its line.
    ///
    /// - Returns: `nil` where it is blank or longer than anybody types.
    package init?(typed text: String) {
        let line = text.prefix { !$0.isNewline }
        let bytes = Array(String(line).precomposedStringWithCanonicalMapping.utf8)
        guard (1...Passphrase.bytesMax).contains(bytes.count), !bytes.contains(0) else {
            return nil
        }
        self.bytes = bytes
    }

    /// Why it is too easy to guess for a new one; `nil` where it serves.
    ///
    /// - Parameter login: which no passphrase may lean on.
    package func weakness(for login: String) -> PersonKeyFault? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.count >= Passphrase.charactersMin,
            Set(text).count >= Passphrase.differentMin,
            !text.lowercased().contains(login.lowercased())
        else { return .weakPassphrase }
        return nil
    }

    /// Whether a passphrase typed twice is one.
    package func isSame(as other: Passphrase) -> Bool { bytes == other.bytes }

    package var description: String { "(passphrase)" }
}

extension Passphrase: CustomReflectable {
    /// Keeps it out of `dump`.
    package var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }
}
