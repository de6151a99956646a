/// Writes a change set as the protobuf message `bridgework.v1.ChangeSet`.
///
/// Names and foreign change set ids are written once, in tables, and referred to by index: an edit
/// of three fields of one record names one hash, not three.
struct ChangeSetEncoder {
    private let changeSet: ChangeSet
    private var names = NameTable()
    private var seen: [ChangeSetID] = []
    private var seenIndex: [ChangeSetID: Int] = [:]
    private var lastSeen = 0

    init(_ changeSet: ChangeSet) {
        self.changeSet = changeSet
    }

    mutating func encode() -> Bytes {
        var records = FieldWriter(capacity: 64 * changeSet.ops.count)
        var start = 0
        while start < changeSet.ops.count {
            let record = changeSet.ops[start].record
            let type = changeSet.ops[start].type
            var end = start + 1
            while end < changeSet.ops.count, changeSet.ops[end].record == record,
                changeSet.ops[end].type == type
            { end += 1 }
            records.field(10, bytes: recordOps(start..<end))
            start = end
        }
        var writer = header(capacity: records.bytes.count + 256)
        writer.raw(records.bytes)
        return writer.bytes[...]
    }

    private func header(capacity: Int) -> FieldWriter {
        var writer = FieldWriter(capacity: capacity)
        writer.field(1, id: changeSet.replica)
        if let actor = changeSet.actor { writer.field(2, id: actor) }
        writer.field(3, varint: changeSet.role.number)
        if !changeSet.reason.isEmpty { writer.field(4, bytes: changeSet.reason.utf8) }
        writer.field(5, signed: changeSet.claimedAt.milliseconds)
        if let parent = changeSet.parent { writer.field(6, id: parent) }
        writer.field(7, fixed64: changeSet.nonce)
        for name in names.names { writer.field(8, bytes: name.utf8) }
        if !seen.isEmpty { writer.field(9, bytes: seen.flatMap(\.bytes)) }
        return writer
    }

    private mutating func recordOps(_ range: Range<Int>) -> [UInt8] {
        var writer = FieldWriter(capacity: 48 * range.count)
        let ops = changeSet.ops
        writer.field(1, varint: UInt64(names.number(of: ops[range.lowerBound].type)))
        writer.field(2, id: ops[range.lowerBound].record)
        for place in range {
            let replaces = replaced(ops[place].replaces)
            let attribute = UInt64(names.number(of: ops[place].attribute))
            var size = 1 + FieldWriter.size(attribute)
            let (keyCount, valueCount) = (ops[place].key.count, ops[place].value?.count)
            if keyCount > 0 { size += FieldWriter.size(countedBytes: keyCount) }
            if let valueCount { size += FieldWriter.size(countedBytes: valueCount) }
            if !replaces.isEmpty { size += FieldWriter.size(countedBytes: replaces.count) }
            writer.field(3, messageBytes: size)
            writer.field(1, varint: attribute)
            if keyCount > 0 { writer.field(2, bytes: ops[place].key) }
            if let value = ops[place].value { writer.field(3, bytes: value) }
            if !replaces.isEmpty { writer.field(4, bytes: replaces) }
        }
        return writer.bytes
    }

    /// Pairs of (index into `seen`, op index there), packed.
    private mutating func replaced(_ entries: [EntryID]) -> [UInt8] {
        guard !entries.isEmpty else { return [] }
        var packed = FieldWriter(capacity: 4 * entries.count)
        for entry in entries {
            let isLast = lastSeen < seen.count && seen[lastSeen] == entry.changeSet
            let index = isLast ? lastSeen : seenIndex[entry.changeSet] ?? seen.count
            if index == seen.count {
                seen.append(entry.changeSet)
                seenIndex[entry.changeSet] = index
            }
            lastSeen = index
            packed.varint(UInt64(index))
            packed.varint(UInt64(entry.index))
        }
        return packed.bytes
    }
}

extension Role {
    /// The enum number of `bridgework.v1.Role`.
    var number: UInt64 {
        switch self {
        case .office: 1
        case .coordinator: 2
        case .admin: 3
        case .hub: 4
        }
    }

    init?(number: UInt64) {
        guard let role = Role.allCases.first(where: { $0.number == number }) else { return nil }
        self = role
    }
}
