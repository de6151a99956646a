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
    private enum Mark {
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

    /// The packed form a store keeps: each origin once, then the entries in their order.
    package func packed(names: inout NameTable) -> [UInt8] {
        var writer = FieldWriter(capacity: 96 + 24 * entries.count)
        let (origins, indexes) = originTable
        writer.byte(RecordState.format)
        writer.varint(UInt64(origins.count))
        for origin in origins { writer.origin(entries[origin].origin) }
        writer.varint(UInt64(entries.count))
        var last = (origin: 0, index: Int64(-1), name: Int64(-1))
        for place in entries.indices {
            let now = (
                origin: indexes[place], index: Int64(entries[place].id.index),
                name: Int64(names.number(of: entries[place].attribute))
            )
            var marks = RecordState.shape(of: entries[place].value)
            if !entries[place].key.isEmpty { marks |= Mark.hasKey }
            if now.origin != last.origin { marks |= Mark.hasOrigin }
            if now.index != last.index + 1 { marks |= Mark.hasIndex }
            if now.name != last.name + 1 { marks |= Mark.hasName }
            writer.byte(marks)
            if marks & Mark.hasOrigin != 0 { writer.varint(UInt64(now.origin)) }
            if marks & Mark.hasIndex != 0 { writer.signed(now.index - last.index) }
            if marks & Mark.hasName != 0 { writer.signed(now.name - last.name) }
            if marks & Mark.hasKey != 0 { writer.counted(entries[place].key) }
            let value = entries[place].value
            switch marks & Mark.shape {
            case Mark.text: writer.raw(value.dropFirst(3))
            case Mark.number: writer.raw(value.dropFirst(3))
            default: writer.counted(value)
            }
            last = now
        }
        for entry in awaited.sorted(by: { $0.precedes($1) }) {
            writer.raw(entry.id.changeSet)
            writer.varint(UInt64(entry.id.index))
            writer.varint(UInt64(names.number(of: entry.attribute)))
            writer.counted(entry.key)
        }
        return writer.bytes
    }

    /// The first entry of each origin, and each entry's origin.
    private var originTable: (firsts: [Int], indexes: [Int]) {
        var firsts: [Int] = []
        var indexes: [Int] = []
        indexes.reserveCapacity(entries.count)
        for place in entries.indices {
            let changeSet = entries[place].origin.changeSet
            if let last = indexes.last, entries[firsts[last]].origin.changeSet == changeSet {
                indexes.append(last)
            } else if let known = firsts.firstIndex(where: {
                entries[$0].origin.changeSet == changeSet
            }) {
                indexes.append(known)
            } else {
                indexes.append(firsts.count)
                firsts.append(place)
            }
        }
        return (firsts, indexes)
    }

    /// `[0x0A, n+2, 0x1A, n, text…]` and `[0x0A, n+1, 0x10, varint…]` lose their first bytes.
    private static func shape(of value: Bytes) -> UInt8 {
        value.withUnsafeBytes { bytes in
            guard bytes.count > 3, bytes[0] == 0x0A, bytes[1] < 0x80,
                Int(bytes[1]) == bytes.count - 2
            else { return Mark.bytes }
            if bytes[2] == 0x1A {
                return bytes[3] < 0x80 && Int(bytes[3]) == bytes.count - 4
                    ? Mark.text : Mark.bytes
            }
            guard bytes[2] == 0x10, bytes.count <= 13, bytes[bytes.count - 1] < 0x80,
                bytes[3..<bytes.count - 1].allSatisfy({ $0 >= 0x80 })
            else { return Mark.bytes }
            return Mark.number
        }
    }

    /// Reads what `packed(names:)` wrote.
    ///
    /// - Throws: `MergeError` when the bytes are damaged or name an attribute the table lacks.
    package init(unpacking bytes: Bytes, names: NameTable) throws(MergeError) {
        var reader = FieldReader(bytes, reading: .state)
        guard try reader.raw(1).first == RecordState.format else { throw reader.malformed }
        var origins: [Origin] = []
        for _ in 0..<(try reader.index(below: reader.count + 1)) {
            origins.append(try reader.origin())
        }
        let count = try reader.index(below: reader.count + 1)
        var drafts: [Draft] = []
        drafts.reserveCapacity(count)
        var values = FieldWriter(capacity: reader.count + 3 * count)
        var last = (origin: 0, index: Int64(-1), name: Int64(-1))
        for _ in 0..<count {
            let draft = try reader.draft(after: &last, values: &values)
            guard last.origin < origins.count, (0...Int64(UInt32.max)).contains(last.name),
                (0..<Int64(MergeLimits.opsMax)).contains(last.index)
            else { throw reader.malformed }
            _ = try names.name(of: UInt32(last.name))
            drafts.append(draft)
        }
        let buffer = values.bytes[...]
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for place in drafts.indices {
            let origin = drafts[place].origin
            entries.append(
                Entry(
                    id: EntryID(
                        changeSet: origins[origin].changeSet, index: drafts[place].index),
                    attribute: names.names[drafts[place].name], key: drafts[place].key,
                    value: buffer[drafts[place].value], origin: origins[origin]))
        }
        self.init(sortedEntries: entries, awaited: try reader.awaited(names))
    }

    /// An entry as far as it is read; its value lies in a buffer that all entries share.
    fileprivate struct Draft {
        let origin: Int
        let index: UInt32
        let name: Int
        let key: Bytes
        let value: Range<Int>
    }

    /// What every replica that holds this record must agree on, byte for byte: the live entries.
    ///
    /// Positions, times and awaited entries are the hub's bookkeeping and stay out.
    package var canonicalBytes: [UInt8] {
        var writer = FieldWriter(capacity: 48 * entries.count)
        for entry in entries {
            writer.raw(entry.id.changeSet)
            writer.varint(UInt64(entry.id.index))
            writer.counted(entry.attribute.utf8)
            writer.counted(entry.key)
            writer.counted(entry.value)
        }
        return writer.bytes
    }
}

extension FieldWriter {
    /// A change set's id, position, time and author.
    package mutating func origin(_ origin: Origin) {
        raw(origin.changeSet)
        varint(origin.position)
        signed(origin.effectiveAt.milliseconds)
        raw(origin.replica)
        varint(origin.actor == nil ? 0 : 16)
        if let actor = origin.actor { raw(actor) }
    }
}

extension FieldReader {
    /// Reads one entry; its value is unwrapped into `values`.
    fileprivate mutating func draft(
        after last: inout (origin: Int, index: Int64, name: Int64), values: inout FieldWriter
    ) throws(MergeError) -> RecordState.Draft {
        let marks = try byte()
        guard marks < 1 << 6 else { throw malformed }
        if marks & 1 << 3 != 0 { last.origin = try index(below: MergeLimits.opsMax) }
        last.index &+= marks & 1 << 4 != 0 ? try signed() : 1
        last.name &+= marks & 1 << 5 != 0 ? try signed() : 1
        let key = marks & 1 << 2 != 0 ? try counted() : []
        let start = values.bytes.count
        switch marks & 0b11 {
        case 0:
            values.raw(try counted())
        case 1:
            let text = try counted(max: 123)
            values.byte(0x0A)
            values.byte(UInt8(text.count + 2))
            values.byte(0x1A)
            values.counted(text)
        case 2:
            let number = try varintBytes()
            values.byte(0x0A)
            values.byte(UInt8(number.count + 1))
            values.byte(0x10)
            values.raw(number)
        default:
            throw malformed
        }
        return RecordState.Draft(
            origin: last.origin, index: UInt32(clamping: last.index),
            name: Int(clamping: last.name), key: key, value: start..<values.bytes.count)
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

    /// Reads what `FieldWriter.origin(_:)` wrote.
    package mutating func origin() throws(MergeError) -> Origin {
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
