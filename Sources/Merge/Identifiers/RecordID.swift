internal import Crypto

/// Names one record for ever: UUIDv7 for what a person creates, UUIDv5 for what is derived from a cause.
package struct RecordID: SixteenByteID {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    /// A time-ordered id after RFC 9562, section 5.7.
    ///
    /// - Parameters:
    ///   - milliseconds: Unix time; only the low 48 bits are used.
    ///   - random: 128 random bits, of which 74 are used.
    package static func v7(milliseconds: Int64, random: UInt128) -> RecordID {
        let time = UInt128(UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF) << 80
        let high = (random >> 64 & 0xFFF) << 64
        let low = random & (UInt128(1) << 62 - 1)
        return RecordID(bits: time | UInt128(7) << 76 | high | UInt128(2) << 62 | low)
    }

    /// A name-based id after RFC 9562, section 5.5: equal causes give equal ids on every replica.
    package static func v5(namespace: RecordID, name: some Sequence<UInt8>) -> RecordID {
        var hash = Insecure.SHA1()
        hash.update(data: namespace.bytes)
        hash.update(data: Array(name))
        let digest = hash.finalize().prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let version = digest & ~(UInt128(0xF) << 76) | UInt128(5) << 76
        return RecordID(bits: version & ~(UInt128(3) << 62) | UInt128(2) << 62)
    }

    /// The usual UUID text, in lower case.
    package var description: String {
        let hex = Array(hexadecimal.utf8)
        let groups = [hex[0..<8], hex[8..<12], hex[12..<16], hex[16..<20], hex[20..<32]]
        return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}
