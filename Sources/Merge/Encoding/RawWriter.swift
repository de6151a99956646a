/// Writes into memory whose size was worked out before: nothing is checked or grown on the way.
struct RawWriter {
    private let start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0

    /// Bytes of at most `capacity`, as `body` writes them.
    static func bytes(capacity: Int, _ body: (inout RawWriter) -> Void) -> [UInt8] {
        Array(unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            var writer = RawWriter(start: start)
            body(&writer)
            precondition(writer.count <= capacity, "more was written than there was room for")
            count = writer.count
        }
    }

    private init(start: UnsafeMutablePointer<UInt8>) {
        self.start = start
    }

    mutating func byte(_ byte: UInt8) {
        start[count] = byte
        count += 1
    }

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        byte(UInt8(truncatingIfNeeded: rest))
    }

    mutating func signed(_ value: Int64) {
        varint(FieldWriter.zigzag(value))
    }

    mutating func raw(_ run: UnsafeRawBufferPointer) {
        guard let source = run.baseAddress else { return }
        UnsafeMutableRawPointer(start + count).copyMemory(from: source, byteCount: run.count)
        count += run.count
    }

    mutating func raw(_ id: some SixteenByteID) {
        UnsafeMutableRawPointer(start + count)
            .storeBytes(of: id.bits.bigEndian, as: UInt128.self)
        count += 16
    }

    /// A length and that many bytes.
    mutating func counted(_ run: UnsafeRawBufferPointer) {
        varint(UInt64(run.count))
        raw(run)
    }

    mutating func counted(_ text: String) {
        var text = text
        text.withUTF8 { counted(UnsafeRawBufferPointer($0)) }
    }

    /// How much a varint takes at most.
    static let varintMax = 10
}
