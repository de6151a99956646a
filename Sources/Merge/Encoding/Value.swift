/// The value of one unit: its fields in the order the schema declares them.
///
/// A field that a newer schema added stands at the end and is kept by whoever does not know it.
package struct Value: Hashable, Sendable {
    package let scalars: [Scalar]

    package init(_ scalars: [Scalar]) {
        self.scalars = scalars
    }

    /// The field at `index`; blank where the value was written by an older schema.
    package subscript(index: Int) -> Scalar {
        scalars.indices.contains(index) ? scalars[index] : .null
    }

    /// Equal values have equal bytes: trailing blanks are not written and varints are minimal.
    package var encoded: Bytes {
        var writer = FieldWriter(capacity: 16 * scalars.count)
        let last = scalars.lastIndex { !$0.isNull } ?? -1
        for scalar in scalars.prefix(last + 1) {
            switch scalar {
            case .null:
                writer.field(1, messageBytes: 0)
            case .flag(let flag):
                writer.field(1, messageBytes: 2)
                writer.field(1, varint: flag ? 1 : 0)
            case .int(let int):
                let zigzag = FieldWriter.zigzag(int)
                writer.field(1, messageBytes: 1 + FieldWriter.size(zigzag))
                writer.field(2, varint: zigzag)
            case .text(let text):
                writer.field(1, messageBytes: FieldWriter.size(countedBytes: text.utf8.count))
                writer.field(3, bytes: text.utf8)
            case .blob(let blob):
                writer.field(1, messageBytes: FieldWriter.size(countedBytes: blob.count))
                writer.field(4, bytes: blob)
            }
        }
        return writer.bytes[...]
    }

    /// Reads what `encoded` wrote.
    ///
    /// - Throws: `MergeError.malformed` for any other bytes, `.overLimit` for too many fields.
    package init(decoding bytes: Bytes) throws(MergeError) {
        var reader = FieldReader(bytes, reading: .value)
        var scalars: [Scalar] = []
        while !reader.isAtEnd {
            let (field, wire) = try reader.tag()
            guard field == 1, wire == 2 else { throw reader.malformed }
            scalars.append(try Value.scalar(try reader.counted()))
            guard scalars.count <= MergeLimits.scalarsMax else {
                throw .overLimit(.value, found: scalars.count, limit: MergeLimits.scalarsMax)
            }
        }
        self.scalars = scalars
    }

    private static func scalar(_ bytes: Bytes) throws(MergeError) -> Scalar {
        var reader = FieldReader(bytes, reading: .scalar)
        guard !reader.isAtEnd else { return .null }
        let scalar: Scalar
        switch try reader.tag() {
        case (1, 0): scalar = .flag(try reader.index(below: 2) == 1)
        case (2, 0): scalar = .int(try reader.signed())
        case (3, 2):
            guard let text = String(validating: try reader.counted(), as: UTF8.self) else {
                throw reader.malformed
            }
            scalar = .text(text)
        case (4, 2): scalar = .blob(try reader.counted())
        default: throw reader.malformed
        }
        guard reader.isAtEnd else { throw reader.malformed }
        return scalar
    }

    /// Checks the shape of encoded bytes without building the value.
    package static func check(_ bytes: Bytes) throws(MergeError) {
        _ = try Value(decoding: bytes)
    }
}
