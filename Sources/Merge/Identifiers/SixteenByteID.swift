/// An identifier of exactly sixteen bytes, ordered as its bytes are.
package protocol SixteenByteID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The sixteen bytes, most significant first.
    var bits: UInt128 { get }

    init(bits: UInt128)
}

extension SixteenByteID {
    /// Reads exactly sixteen bytes; any other count answers `nil`.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let whole = bytes.withContiguousStorageIfAvailable {
            UnsafeRawBufferPointer($0).loadUnaligned(as: UInt128.self)
        }
        if let whole {
            self.init(bits: UInt128(bigEndian: whole))
            return
        }
        self.init(bits: bytes.reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) })
    }

    package var bytes: [UInt8] {
        withUnsafeBytes(of: bits.bigEndian) { Array($0) }
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.bits < right.bits
    }

    /// Thirty-two lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// Reads thirty-two hexadecimal digits, with or without the hyphens of a UUID.
    package init?(hexadecimal text: some StringProtocol) {
        var text = String(text)
        var bits: UInt128 = 0
        var count = 0
        // A store reads one for every record: byte by byte costs a tenth of going by characters.
        let isHexadecimal = text.withUTF8 { bytes in
            for byte in bytes where byte != UInt8(ascii: "-") {
                let digit: UInt8
                switch byte {
                case 0x30...0x39: digit = byte - 0x30
                case 0x41...0x46: digit = byte - 0x37
                case 0x61...0x66: digit = byte - 0x57
                default: return false
                }
                bits = bits << 4 | UInt128(digit)
                count += 1
            }
            return count == 32
        }
        guard isHexadecimal else { return nil }
        self.init(bits: bits)
    }
}
