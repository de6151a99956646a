/// The single-use part of an invite; it shows itself to nobody who merely prints it.
package struct InviteSecret: Hashable, Sendable, CustomStringConvertible {
    package static let byteCount = 32

    /// For the register request only.
    package let bytes: [UInt8]

    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// A new one, from the system's generator.
    package static func generate() -> InviteSecret {
        InviteSecret(random: (0..<byteCount).map { _ in UInt8.random(in: 0...255) })
    }

    /// What the hub stores and looks up.
    package var hash: Fingerprint { Fingerprint(hashing: bytes) }

    package var description: String { "(secret)" }

    private init(random: [UInt8]) {
        bytes = random
    }
}

extension InviteSecret: CustomReflectable {
    /// Keeps the secret out of `dump`.
    package var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }
}
