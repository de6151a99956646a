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
        // Halves: generic arithmetic on 128 bits is most of what this costs without the optimizer.
        let halves = (UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits))
        var place = 0
        for digit in 0..<32 {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                text[place] = UInt8(ascii: "-")
                place += 1
            }
            let half = digit < 16 ? halves.0 : halves.1
            let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digit & 15))) & 0xF
            text[place] = value < 10 ? 0x30 + value : 0x57 + value
            place += 1
        }
    }
}
