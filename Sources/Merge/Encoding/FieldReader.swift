/// Reads protobuf's wire format strictly and without copying: every length is checked before use.
package struct FieldReader {
    private let bytes: Bytes
    private var offset: Int
    private var end: Int
    private var part: MergeError.MalformedPart

    /// - Parameter part: what the bytes are, for the error that says they are not.
    package init(_ bytes: Bytes, reading part: MergeError.MalformedPart) {
        self.bytes = bytes
        self.offset = bytes.startIndex
        self.end = bytes.endIndex
        self.part = part
    }

    /// What lies around a message that is being read.
    package struct Outside {
        fileprivate let end: Int
        fileprivate let part: MergeError.MalformedPart
    }

    /// Goes into the message of counted bytes that comes next: until `leave`, its end is the end.
    package mutating func enter(
        reading part: MergeError.MalformedPart
    ) throws(MergeError) -> Outside {
        let count = try varint()
        guard count <= UInt64(end - offset) else { throw malformed }
        defer {
            end = offset + Int(count)
            self.part = part
        }
        return Outside(end: end, part: self.part)
    }

    /// Steps behind the message that was entered.
    package mutating func leave(to outside: Outside) {
        offset = end
        end = outside.end
        part = outside.part
    }

    package var isAtEnd: Bool { offset == end }
    package var count: Int { end - offset }

    package var malformed: MergeError {
        .malformed(part, offset: offset - bytes.startIndex)
    }

    /// Between one and ten bytes; a value over 64 bits is malformed.
    package mutating func varint() throws(MergeError) -> UInt64 {
        guard offset < end else { throw malformed }
        let first = bytes[offset]
        offset += 1
        guard first >= 0x80 else { return UInt64(first) }
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            let group = UInt64(byte & 0x7F)
            guard shift < 63 || group <= 1 else { throw malformed }
            value |= group << shift
            if byte < 0x80 { return value }
            shift += 7
            guard shift < 70 else { throw malformed }
        }
        throw malformed
    }

    /// One byte; `malformed` at the end, as all that follow.
    package mutating func byte() throws(MergeError) -> UInt8 {
        guard offset < end else { throw malformed }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// A number of either sign, as `FieldWriter.zigzag` folded it.
    package mutating func signed() throws(MergeError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// So many bytes, as a window into those that are read.
    package mutating func raw(_ count: Int) throws(MergeError) -> Bytes {
        guard count >= 0, count <= end - offset else { throw malformed }
        let run = bytes[offset..<offset + count]
        offset += count
        return run
    }

    /// Bytes behind their own count; `overLimit` where they are more than the limit.
    package mutating func counted(max limit: Int = .max) throws(MergeError) -> Bytes {
        let length = try varint()
        guard length <= UInt64(end - offset) else { throw malformed }
        guard length <= UInt64(limit) else {
            throw .overLimit(part, found: Int(length), limit: limit)
        }
        return try raw(Int(length))
    }

    /// Where the next counted bytes lie, from the first byte of all.
    package mutating func countedRange(max limit: Int = .max) throws(MergeError) -> Range<Int> {
        let length = try varint()
        guard length <= UInt64(end - offset) else { throw malformed }
        guard length <= UInt64(limit) else {
            throw .overLimit(part, found: Int(length), limit: limit)
        }
        defer { offset += Int(length) }
        let first = offset - bytes.startIndex
        return first..<first + Int(length)
    }

    /// Where a varint's own bytes lie, unread, from the first byte of all.
    package mutating func varintRange() throws(MergeError) -> Range<Int> {
        let first = offset - bytes.startIndex
        _ = try varint()
        return first..<offset - bytes.startIndex
    }

    /// Eight bytes, the lowest first.
    package mutating func fixed64() throws(MergeError) -> UInt64 {
        try raw(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number that must be below `limit`, such as an index into a table.
    package mutating func index(below limit: Int) throws(MergeError) -> Int {
        let value = try varint()
        guard value < UInt64(limit) else { throw malformed }
        return Int(value)
    }

    /// Sixteen bytes, the highest first.
    package mutating func identifier<ID: SixteenByteID>() throws(MergeError) -> ID {
        guard end - offset >= 16 else { throw malformed }
        let start = offset - bytes.startIndex
        offset += 16
        let bits = bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: start, as: UInt128.self)
        }
        return ID(bits: UInt128(bigEndian: bits))
    }

    /// The next field's number and wire type.
    package mutating func tag() throws(MergeError) -> (field: UInt64, wire: UInt64) {
        let tag = try varint()
        guard tag >> 3 > 0 else { throw malformed }
        return (tag >> 3, tag & 7)
    }

    /// Steps over a field that a newer writer added; groups (wire types 3 and 4) do not exist here.
    package mutating func skip(wire: UInt64) throws(MergeError) {
        switch wire {
        case 0: _ = try varint()
        case 1: _ = try raw(8)
        case 2: _ = try counted()
        case 5: _ = try raw(4)
        default: throw malformed
        }
    }
}
