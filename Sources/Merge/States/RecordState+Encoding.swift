// A stored state, format 1. Every record of every store is one of these, so it is packed:
//
//     format, count of origins, origins
//     count of entries, then for each entry in order
//       a byte of marks: what is as expected takes no space
//       [origin] [op index] [attribute number] [key]   each only where it is not as expected
//       the value: one short text or one number without the wrapping that `Value` gives it
//     awaited entries to the end

extension RecordState {
    private static let format: UInt8 = 1

    /// The marks of an entry.
    fileprivate enum Mark {
        static let shape: UInt8 = 0b11
        /// The value as its encoded bytes.
        static let bytes: UInt8 = 0
        /// One text of at most 123 bytes.
        static let text: UInt8 = 1
        /// One number.
        static let number: UInt8 = 2
        static let hasKey: UInt8 = 1 << 2
        static let hasOrigin: UInt8 = 1 << 3
        static let hasIndex: UInt8 = 1 << 4
        static let hasName: UInt8 = 1 << 5
    }

    /// What an entry is expected to have, by the one before it.
    fileprivate struct Last {
        var origin = 0
        var index: Int64 = -1
        var name: Int64 = -1
    }

    /// The packed form a store keeps: each origin once, then the entries in their order.
    ///
    /// - Parameter extra: how much room to leave for what the store adds behind it.
    package func packed(names: inout NameTable, extra: Int = 0) -> [UInt8] {
        let numbers = entries.windows.map { names.number(ofRank: Int($0.name), in: entries.names) }
        let rest = packedAwaited(&names)
        let capacity =
            32 + OriginSize.max * entries.origins.count + 48 * entries.count
            + entries.bytes.count + rest.count + extra
        return RawWriter.bytes(capacity: capacity) { writer in
            writer.byte(RecordState.format)
            writer.varint(UInt64(entries.origins.count))
            for origin in entries.origins { writer.origin(origin) }
            writer.varint(UInt64(entries.count))
            entries.reading { reader in
                var last = Last()
                for place in 0..<reader.count {
                    writer.entry(reader, place, Int64(numbers[place]), after: &last)
                }
            }
            rest.withUnsafeBytes { writer.raw($0) }
        }
    }

    private func packedAwaited(_ names: inout NameTable) -> [UInt8] {
        guard !awaited.isEmpty else { return [] }
        var writer = FieldWriter(capacity: 48 * awaited.count)
        for entry in awaited.sorted(by: { $0.precedes($1) }) {
            writer.raw(entry.id.changeSet)
            writer.varint(UInt64(entry.id.index))
            writer.varint(UInt64(names.number(of: entry.attribute)))
            writer.counted(entry.key)
        }
        return writer.bytes
    }

    /// `[0x0A, n+2, 0x1A, n, text…]` and `[0x0A, n+1, 0x10, varint…]` lose their first bytes.
    fileprivate static func shape(of bytes: UnsafeRawBufferPointer) -> UInt8 {
        guard bytes.count > 3, bytes[0] == 0x0A, bytes[1] < 0x80,
            Int(bytes[1]) == bytes.count - 2
        else { return Mark.bytes }
        if bytes[2] == 0x1A {
            return bytes[3] < 0x80 && Int(bytes[3]) == bytes.count - 4 ? Mark.text : Mark.bytes
        }
        guard bytes[2] == 0x10, bytes.count <= 13, bytes[bytes.count - 1] < 0x80 else {
            return Mark.bytes
        }
        for place in 3..<bytes.count - 1 where bytes[place] < 0x80 { return Mark.bytes }
        return Mark.number
    }

    /// Reads what `packed(names:)` wrote.
    ///
    /// - Throws: `MergeError` when the bytes are damaged or name an attribute the table lacks.
    package init(unpacking bytes: Bytes, names: NameTable) throws(MergeError) {
        var reader = FieldReader(bytes, reading: .state)
        guard try reader.byte() == RecordState.format else { throw reader.malformed }
        var origins: [Origin] = []
        let originCount = try reader.index(below: reader.count + 1)
        origins.reserveCapacity(Swift.min(originCount, reader.count / OriginSize.min))
        for _ in 0..<originCount { origins.append(try reader.origin()) }
        let count = try reader.index(below: reader.count + 1)
        let table = names.inOrder
        var unpacking = Unpacking(count, reader.count)
        var last = Last()
        for _ in 0..<count {
            try reader.entry(bytes, after: &last, table, into: &unpacking)
            guard last.origin < origins.count else { throw reader.malformed }
        }
        let entries = Entries(
            names: table.order, origins: origins, windows: unpacking.windows,
            bytes: unpacking.bytes)
        self.init(entries: entries, awaited: try reader.awaited(names))
    }

    /// Entries as they are read; their keys and values lie in bytes that all of them share.
    fileprivate struct Unpacking {
        var windows: [EntryWindow] = []
        var bytes: [UInt8] = []

        init(_ count: Int, _ byteCount: Int) {
            windows.reserveCapacity(count)
            // Each value gets at most four bytes of wrapping back.
            bytes.reserveCapacity(byteCount + 4 * count)
        }
    }

    /// What every replica that holds this record must agree on, byte for byte: the live entries.
    ///
    /// Positions, times and awaited entries are the hub's bookkeeping and stay out.
    package var canonicalBytes: [UInt8] {
        RawWriter.bytes(capacity: canonicalMax) { write(to: &$0) }
    }

    /// The record's id, type, the position and time of each entry, and its canonical bytes: what
    /// stands for it when two stores compare.
    package func comparedBytes(of id: RecordID, type: String) -> [UInt8] {
        let head = 32 + type.utf8.count + 2 * RawWriter.varintMax * entries.count
        return RawWriter.bytes(capacity: head + canonicalMax) { writer in
            writer.raw(id)
            writer.counted(type)
            entries.reading { reader in
                for place in 0..<reader.count {
                    writer.varint(reader.position(place))
                    writer.signed(reader.effectiveAt(place).milliseconds)
                }
            }
            write(to: &writer)
        }
    }

    private var canonicalMax: Int {
        entries.windows.reduce(entries.bytes.count) { sum, window in
            sum + 16 + 4 * RawWriter.varintMax + entries.names.names[Int(window.name)].utf8.count
        }
    }

    private func write(to writer: inout RawWriter) {
        entries.reading { reader in
            for place in 0..<reader.count {
                writer.raw(reader.changeSet(place))
                writer.varint(UInt64(reader.index(place)))
                writer.counted(entries.names.names[reader.rank(place)])
                writer.counted(reader.key(place))
                writer.counted(reader.value(place))
            }
        }
    }
}

/// What an origin takes.
private enum OriginSize {
    static let min = 35
    static let max = 49 + 2 * RawWriter.varintMax
}

extension RawWriter {
    /// Of an entry, what is not as expected.
    fileprivate mutating func entry(
        _ reader: EntryReader, _ place: Int, _ name: Int64, after last: inout RecordState.Last
    ) {
        let (origin, index) = (reader.originPlace(place), Int64(reader.index(place)))
        let (key, value) = (reader.key(place), reader.value(place))
        let shape = RecordState.shape(of: value)
        var marks = shape
        if !key.isEmpty { marks |= RecordState.Mark.hasKey }
        if origin != last.origin { marks |= RecordState.Mark.hasOrigin }
        if index != last.index + 1 { marks |= RecordState.Mark.hasIndex }
        if name != last.name + 1 { marks |= RecordState.Mark.hasName }
        byte(marks)
        if marks & RecordState.Mark.hasOrigin != 0 { varint(UInt64(origin)) }
        if marks & RecordState.Mark.hasIndex != 0 { signed(index - last.index) }
        if marks & RecordState.Mark.hasName != 0 { signed(name - last.name) }
        if !key.isEmpty { counted(key) }
        if shape == RecordState.Mark.bytes {
            counted(value)
        } else {
            raw(UnsafeRawBufferPointer(rebasing: value[3...]))
        }
        last = RecordState.Last(origin: origin, index: index, name: name)
    }

    fileprivate mutating func origin(_ origin: Origin) {
        raw(origin.changeSet)
        varint(origin.position)
        signed(origin.effectiveAt.milliseconds)
        raw(origin.replica)
        varint(origin.actor == nil ? 0 : 16)
        if let actor = origin.actor { raw(actor) }
    }
}

extension FieldReader {
    /// Reads one entry; its value is wrapped again.
    fileprivate mutating func entry(
        _ source: Bytes, after last: inout RecordState.Last, _ table: NameTable.InOrder,
        into unpacking: inout RecordState.Unpacking
    ) throws(MergeError) {
        let marks = try byte()
        guard marks < 1 << 6 else { throw malformed }
        if marks & RecordState.Mark.hasOrigin != 0 {
            last.origin = try index(below: MergeLimits.opsMax)
        }
        last.index &+= marks & RecordState.Mark.hasIndex != 0 ? try signed() : 1
        last.name &+= marks & RecordState.Mark.hasName != 0 ? try signed() : 1
        guard (0...Int64(UInt32.max)).contains(last.name),
            (0..<Int64(MergeLimits.opsMax)).contains(last.index)
        else { throw malformed }
        let rank = try table.rank(of: UInt32(last.name))
        let start = unpacking.bytes.count
        if marks & RecordState.Mark.hasKey != 0 {
            unpacking.append(source, try countedRange())
        }
        let middle = unpacking.bytes.count
        switch marks & RecordState.Mark.shape {
        case RecordState.Mark.bytes:
            unpacking.append(source, try countedRange())
        case RecordState.Mark.text:
            let text = try countedRange(max: 123)
            unpacking.bytes.append(0x0A)
            unpacking.bytes.append(UInt8(text.count + 2))
            unpacking.bytes.append(0x1A)
            unpacking.bytes.append(UInt8(text.count))
            unpacking.append(source, text)
        case RecordState.Mark.number:
            let number = try varintRange()
            unpacking.bytes.append(0x0A)
            unpacking.bytes.append(UInt8(number.count + 1))
            unpacking.bytes.append(0x10)
            unpacking.append(source, number)
        default:
            throw malformed
        }
        unpacking.windows.append(
            EntryWindow(
                name: UInt32(rank), origin: UInt32(last.origin), index: UInt32(last.index),
                start: UInt32(start), keyCount: UInt32(middle - start),
                valueCount: UInt32(unpacking.bytes.count - middle)))
    }

    /// The entries that are awaited, to the end.
    fileprivate mutating func awaited(
        _ names: NameTable
    ) throws(MergeError) -> Set<AwaitedEntry> {
        var awaited: Set<AwaitedEntry> = []
        while !isAtEnd {
            let changeSet: ChangeSetID = try identifier()
            let index = try index(below: MergeLimits.opsMax)
            let name = try self.index(below: Int(UInt32.max))
            awaited.insert(
                AwaitedEntry(
                    id: EntryID(changeSet: changeSet, index: UInt32(index)),
                    attribute: try names.name(of: UInt32(name)), key: try counted()))
        }
        return awaited
    }

    /// Reads what `RawWriter.origin(_:)` wrote.
    fileprivate mutating func origin() throws(MergeError) -> Origin {
        let changeSet: ChangeSetID = try identifier()
        let position = try varint()
        let effectiveAt = Timestamp(milliseconds: try signed())
        let replica: ReplicaID = try identifier()
        let length = try varint()
        guard length == 0 || length == 16 else { throw malformed }
        let actor: RecordID? = length == 16 ? try identifier() : nil
        return Origin(
            changeSet: changeSet, position: position, effectiveAt: effectiveAt,
            replica: replica, actor: actor)
    }
}

extension RecordState.Unpacking {
    fileprivate mutating func append(_ source: Bytes, _ range: Range<Int>) {
        let first = source.startIndex + range.lowerBound
        bytes.append(contentsOf: source[first..<first + range.count])
    }
}
