/// Writes protobuf's wire format: varints and length-delimited fields, in the order of the calls.
///
/// Change sets are hashed and stored as exact bytes below the layer that knows protobuf, and on the
/// hottest path of the house; `protocol/change_set.proto` is the schema any protobuf reader needs.
package struct FieldWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// One byte as it is.
    package mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Seven bits a byte, the lowest first (protobuf's base 128), in one to ten bytes.
    package mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A signed number in zigzag form, as protobuf's `sint64`.
    package mutating func signed(_ value: Int64) {
        varint(FieldWriter.zigzag(value))
    }

    /// Bytes as they are, without their count.
    package mutating func raw(_ run: some Collection<UInt8>) {
        bytes.append(contentsOf: run)
    }

    /// A length and that many bytes.
    package mutating func counted(_ run: some Collection<UInt8>) {
        varint(UInt64(run.count))
        bytes.append(contentsOf: run)
    }

    // Spelled out for the usual kinds of bytes: across modules, generic code runs byte by byte.

    /// A window's bytes as they are, without their count.
    package mutating func raw(_ run: Bytes) {
        bytes.append(contentsOf: run)
    }

    /// An array's bytes as they are, without their count.
    package mutating func raw(_ run: [UInt8]) {
        bytes.append(contentsOf: run)
    }

    /// The sixteen bytes of an id.
    package mutating func raw(_ id: some SixteenByteID) {
        bits(id.bits)
    }

    private mutating func bits(_ bits: UInt128) {
        withUnsafeBytes(of: bits.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Bytes behind their count, a varint.
    package mutating func counted(_ run: Bytes) {
        varint(UInt64(run.count))
        bytes.append(contentsOf: run)
    }

    /// An array's bytes behind their count, a varint.
    package mutating func counted(_ run: [UInt8]) {
        varint(UInt64(run.count))
        bytes.append(contentsOf: run)
    }

    /// A protobuf field of wire type 2.
    package mutating func field(_ number: Int, bytes run: Bytes) {
        varint(UInt64(number << 3 | 2))
        counted(run)
    }

    /// A protobuf field of wire type 2, of an array.
    package mutating func field(_ number: Int, bytes run: [UInt8]) {
        varint(UInt64(number << 3 | 2))
        counted(run)
    }

    /// A protobuf field of wire type 2, of bytes that lie elsewhere.
    package mutating func field(_ number: Int, bytes run: UnsafeRawBufferPointer) {
        varint(UInt64(number << 3 | 2))
        varint(UInt64(run.count))
        bytes.append(contentsOf: run)
    }

    /// An identifier as a field of sixteen bytes.
    package mutating func field(_ number: Int, id: some SixteenByteID) {
        varint(UInt64(number << 3 | 2))
        varint(16)
        bits(id.bits)
    }

    /// A protobuf field of wire type 0.
    package mutating func field(_ number: Int, varint value: UInt64) {
        varint(UInt64(number << 3))
        varint(value)
    }

    /// A protobuf `sint64`: wire type 0, folded by `zigzag`.
    package mutating func field(_ number: Int, signed value: Int64) {
        field(number, varint: FieldWriter.zigzag(value))
    }

    /// A protobuf `fixed64`: wire type 1.
    package mutating func field(_ number: Int, fixed64 value: UInt64) {
        varint(UInt64(number << 3 | 1))
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A protobuf field of wire type 2, of any bytes that can be counted.
    package mutating func field(_ number: Int, bytes run: some Collection<UInt8>) {
        varint(UInt64(number << 3 | 2))
        counted(run)
    }

    /// A nested message of known size follows.
    package mutating func field(_ number: Int, messageBytes count: Int) {
        varint(UInt64(number << 3 | 2))
        varint(UInt64(count))
    }

    /// Folds the sign into the lowest bit, so that small numbers of either sign stay short.
    package static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: value << 1 ^ value >> 63)
    }

    /// How many bytes a varint takes.
    package static func size(_ value: UInt64) -> Int {
        max(1, (70 - value.leadingZeroBitCount) / 7)
    }

    /// How many bytes a length-delimited field with a one-byte tag takes.
    package static func size(countedBytes count: Int) -> Int {
        1 + size(UInt64(count)) + count
    }
}
