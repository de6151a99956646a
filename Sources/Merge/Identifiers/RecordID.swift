internal import Crypto

/// Names one record for ever: UUIDv7 for what a person creates, UUIDv8 for what is derived from a
/// key or a cause with a secret, UUIDv5 where everybody may work it out.
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

    /// The first sixteen bytes of a code as an id after RFC 9562, section 5.8.
    package static func v8(_ code: some Sequence<UInt8>) -> RecordID {
        let first = code.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let version = first & ~(UInt128(0xF) << 76) | UInt128(8) << 76
        return RecordID(bits: version & ~(UInt128(3) << 62) | UInt128(2) << 62)
    }

    /// The usual UUID text, in lower case.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            write(to: UnsafeMutableBufferPointer(rebasing: text[..<36]))
            return 36
        }
    }

    /// Writes the usual UUID text into exactly 36 bytes.
    package func write(to text: UnsafeMutableBufferPointer<UInt8>) {
        var place = 0
        var shift = 124
        while shift >= 0 {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                text[place] = UInt8(ascii: "-")
                place += 1
            }
            let digit = UInt8(truncatingIfNeeded: bits >> UInt128(shift)) & 0xF
            text[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
            place += 1
            shift -= 4
        }
    }
}
