import Merge

/// Reads the fields of an encoded `Value` in place, as far as they are plain.
///
/// Whatever is not plain (text beyond ASCII, bytes nobody of ours wrote) is left to `Value`, which
/// checks everything; both read the same from what both can read.
struct PlainValue {
    enum Scalar {
        case null
        case flag(Bool)
        case int(Int64)
        case text(UnsafeRawBufferPointer.SubSequence)
        case blob(UnsafeRawBufferPointer.SubSequence)
    }

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The next field; `nil` where the bytes are not plain.
    mutating func next() -> Scalar? {
        guard offset < bytes.count, bytes[offset] == 0x0A,
            let (length, start) = varint(at: offset + 1)
        else { return nil }
        guard length <= UInt64(bytes.count - start) else { return nil }
        let end = start + Int(length)
        offset = end
        if start == end { return .null }
        switch bytes[start] {
        case 0x08:
            guard end == start + 2, bytes[start + 1] < 2 else { return nil }
            return .flag(bytes[start + 1] == 1)
        case 0x10:
            guard let (value, after) = varint(at: start + 1), after == end else { return nil }
            return .int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
        case 0x1A:
            guard let run = run(start + 1, end), run.allSatisfy({ $0 < 0x80 }) else { return nil }
            return .text(run)
        case 0x22:
            guard let run = run(start + 1, end) else { return nil }
            return .blob(run)
        default:
            return nil
        }
    }

    private func run(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer.SubSequence? {
        guard let (length, first) = varint(at: start), length == UInt64(end - first) else {
            return nil
        }
        return bytes[first..<end]
    }

    private func varint(at start: Int) -> (value: UInt64, after: Int)? {
        var value: UInt64 = 0
        var index = start
        var shift: UInt64 = 0
        while index < bytes.count, shift < 63 {
            let byte = bytes[index]
            value |= UInt64(byte & 0x7F) << shift
            index += 1
            if byte < 0x80 { return (value, index) }
            shift += 7
        }
        return nil
    }
}
