/// Reads protobuf's wire format strictly and without copying: every length is checked before use.
package struct FieldReader {
    private var rest: Bytes
    private let start: Int
    private let part: MergeError.MalformedPart

    /// - Parameter part: what the bytes are, for the error that says they are not.
    package init(_ bytes: Bytes, reading part: MergeError.MalformedPart) {
        self.rest = bytes
        self.start = bytes.startIndex
        self.part = part
    }

    package var isAtEnd: Bool { rest.isEmpty }
    package var count: Int { rest.count }

    package var malformed: MergeError {
        .malformed(part, offset: rest.startIndex - start)
    }

    /// Between one and ten bytes; a value over 64 bits is malformed.
    package mutating func varint() throws(MergeError) -> UInt64 {
        if let first = rest.first, first < 0x80 {
            rest.removeFirst()
            return UInt64(first)
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst() {
            let group = UInt64(byte & 0x7F)
            guard shift < 63 || group <= 1 else { throw malformed }
            value |= group << shift
            if byte < 0x80 { return value }
            shift += 7
            guard shift < 70 else { throw malformed }
        }
        throw malformed
    }

    package mutating func signed() throws(MergeError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    package mutating func raw(_ count: Int) throws(MergeError) -> Bytes {
        guard count >= 0, count <= rest.count else { throw malformed }
        let run = rest.prefix(count)
        rest = rest.dropFirst(count)
        return run
    }

    package mutating func counted(max limit: Int = .max) throws(MergeError) -> Bytes {
        let length = try varint()
        guard length <= UInt64(rest.count) else { throw malformed }
        guard length <= UInt64(limit) else {
            throw .overLimit(part, found: Int(length), limit: limit)
        }
        return try raw(Int(length))
    }

    package mutating func fixed64() throws(MergeError) -> UInt64 {
        try raw(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number that must be below `limit`, such as an index into a table.
    package mutating func index(below limit: Int) throws(MergeError) -> Int {
        let value = try varint()
        guard value < UInt64(limit) else { throw malformed }
        return Int(value)
    }

    package mutating func identifier<ID: SixteenByteID>() throws(MergeError) -> ID {
        let bits = try raw(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return ID(bits: bits)
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
