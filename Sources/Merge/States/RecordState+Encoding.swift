extension RecordState {
    private static let format: UInt8 = 1

    /// The packed form a store keeps: each origin once, then the entries in their order.
    package func packed(names: inout NameTable) -> [UInt8] {
        var writer = FieldWriter(capacity: 64 + 32 * entries.count)
        var origins: [Origin] = []
        var indexes: [Int] = []
        indexes.reserveCapacity(entries.count)
        for entry in entries {
            if let last = indexes.last, origins[last].changeSet == entry.origin.changeSet {
                indexes.append(last)
            } else if let known = origins.firstIndex(where: {
                $0.changeSet == entry.origin.changeSet
            }) {
                indexes.append(known)
            } else {
                indexes.append(origins.count)
                origins.append(entry.origin)
            }
        }
        writer.raw([RecordState.format])
        writer.varint(UInt64(origins.count))
        for origin in origins { writer.origin(origin) }
        writer.varint(UInt64(entries.count))
        for (entry, origin) in zip(entries, indexes) {
            writer.varint(UInt64(origin))
            writer.varint(UInt64(entry.id.index))
            writer.varint(UInt64(names.number(of: entry.attribute)))
            writer.counted(entry.key)
            writer.counted(entry.value)
        }
        for entry in awaited.sorted(by: { $0.id < $1.id }) {
            writer.raw(entry.id.changeSet.bytes)
            writer.varint(UInt64(entry.id.index))
            writer.varint(UInt64(names.number(of: entry.attribute)))
            writer.counted(entry.key)
        }
        return writer.bytes
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
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let origin = origins[try reader.index(below: origins.count)]
            let index = try reader.index(below: MergeLimits.opsMax)
            let name = try reader.index(below: Int(UInt32.max))
            entries.append(
                Entry(
                    id: EntryID(changeSet: origin.changeSet, index: UInt32(index)),
                    attribute: try names.name(of: UInt32(name)),
                    key: try reader.counted(), value: try reader.counted(), origin: origin))
        }
        var awaited: Set<AwaitedEntry> = []
        while !reader.isAtEnd {
            let changeSet: ChangeSetID = try reader.identifier()
            let index = try reader.index(below: MergeLimits.opsMax)
            let name = try reader.index(below: Int(UInt32.max))
            awaited.insert(
                AwaitedEntry(
                    id: EntryID(changeSet: changeSet, index: UInt32(index)),
                    attribute: try names.name(of: UInt32(name)), key: try reader.counted()))
        }
        self.init(sortedEntries: entries, awaited: awaited)
    }

    /// What every replica that holds this record must agree on, byte for byte: the live entries.
    ///
    /// Positions, times and awaited entries are the hub's bookkeeping and stay out.
    package var canonicalBytes: [UInt8] {
        var writer = FieldWriter(capacity: 48 * entries.count)
        for entry in entries {
            writer.raw(entry.id.changeSet.bytes)
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
        raw(origin.changeSet.bytes)
        varint(origin.position)
        signed(origin.effectiveAt.milliseconds)
        raw(origin.replica.bytes)
        counted(origin.actor?.bytes ?? [])
    }
}

extension FieldReader {
    /// Reads what `FieldWriter.origin(_:)` wrote.
    package mutating func origin() throws(MergeError) -> Origin {
        let changeSet: ChangeSetID = try identifier()
        let position = try varint()
        let effectiveAt = Timestamp(milliseconds: try signed())
        let replica: ReplicaID = try identifier()
        let actor = try counted()
        guard actor.isEmpty || actor.count == 16 else { throw malformed }
        return Origin(
            changeSet: changeSet, position: position, effectiveAt: effectiveAt,
            replica: replica, actor: RecordID(bytes: actor))
    }
}
