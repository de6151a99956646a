import Merge

/// Four bytes after each stored state that tell whether it is still what was written.
///
/// SQLite finds a damaged page only where its own structure suffers; a flipped bit in a value would
/// be read, shown and passed on as if somebody had written it.
enum StateSeal {
    /// How many bytes a seal takes.
    static let byteCount = 4

    static func sealed(_ state: consuming [UInt8]) -> [UInt8] {
        var sealed = state
        let sum = checksum(sealed[...])
        for shift in [0, 8, 16, 24] { sealed.append(UInt8(truncatingIfNeeded: sum >> shift)) }
        return sealed
    }

    /// The state without its seal; `nil` where they do not fit.
    static func opened(_ sealed: Bytes) -> Bytes? {
        guard sealed.count > 4 else { return nil }
        let state = sealed.dropLast(4)
        let found = sealed.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return checksum(state) == found ? state : nil
    }

    /// FNV-1a over words of eight bytes, folded to four: every single flipped byte changes it.
    private static func checksum(_ bytes: Bytes) -> UInt32 {
        bytes.withUnsafeBytes { raw in
            var sum: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(raw.count)
            var offset = 0
            while offset + 8 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                sum = (sum ^ UInt64(littleEndian: word)) &* 0x0000_0100_0000_01B3
                sum ^= sum >> 32
                offset += 8
            }
            while offset < raw.count {
                sum = (sum ^ UInt64(raw[offset])) &* 0x0000_0100_0000_01B3
                sum ^= sum >> 32
                offset += 1
            }
            return UInt32(truncatingIfNeeded: sum ^ sum >> 32)
        }
    }
}
