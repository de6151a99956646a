package import Merge

/// Writes rows as the protobuf message `bridgework.v1.Rows`, each name, author and origin once.
package struct PageEncoder {
    private var rows = FieldWriter()
    private var tables = FieldWriter()
    private var names = NameTable()
    private var origins: [ChangeSetID: UInt64] = [:]
    /// Entries of one change set usually stand together.
    private var last: (changeSet: ChangeSetID, number: UInt64)?
    private var writers: [[UInt8]: UInt64] = [:]
    package private(set) var rowCount = 0

    package init() {}

    package var byteCount: Int { rows.bytes.count + tables.bytes.count }

    package mutating func append(_ row: PageRow) {
        var writer = FieldWriter(capacity: 256)
        writer.field(1, varint: name(row.type))
        writer.field(2, id: row.record)
        switch row.content {
        case .out:
            writer.field(3, varint: 1)
            if let left = row.left { writer.field(6, bytes: PageEncoder.departure(left)) }
        case .current(let manifest, let entries):
            writer.field(4, bytes: manifest.packed)
            entries.reading { reader in
                for place in 0..<reader.count {
                    append(reader, place, entries.names, to: &writer)
                }
            }
            if !row.omitted.isEmpty {
                var numbers = FieldWriter(capacity: 4)
                for omitted in row.omitted { numbers.varint(origin(omitted)) }
                writer.field(7, bytes: numbers.bytes)
            }
        }
        rows.field(4, bytes: writer.bytes)
        rowCount += 1
    }

    private static func departure(_ left: Departure) -> [UInt8] {
        var writer = FieldWriter(capacity: 32)
        writer.field(1, signed: left.effectiveAt.milliseconds)
        for office in left.offices { writer.field(2, id: office) }
        return writer.bytes
    }

    private mutating func append(
        _ reader: EntryReader, _ place: Int, _ names: NameOrder, to row: inout FieldWriter
    ) {
        let origin = origin(reader.origin(place))
        let index = UInt64(reader.index(place))
        let attribute = name(names.names[reader.rank(place)])
        let (key, value) = (reader.key(place), reader.value(place))
        var size = 3 + FieldWriter.size(origin) + FieldWriter.size(index)
        size += FieldWriter.size(attribute)
        if !key.isEmpty { size += FieldWriter.size(countedBytes: key.count) }
        size += FieldWriter.size(countedBytes: value.count)
        row.field(5, messageBytes: size)
        row.field(1, varint: origin)
        row.field(2, varint: index)
        row.field(3, varint: attribute)
        if !key.isEmpty { row.field(4, bytes: key) }
        row.field(5, bytes: value)
    }

    private mutating func name(_ name: String) -> UInt64 {
        let before = names.names.count
        let number = names.number(of: name)
        if names.names.count > before { tables.field(1, bytes: name.utf8) }
        return UInt64(number)
    }

    private mutating func origin(_ origin: Origin) -> UInt64 {
        if let last, last.changeSet == origin.changeSet { return last.number }
        if let known = origins[origin.changeSet] {
            last = (origin.changeSet, known)
            return known
        }
        let author = origin.replica.bytes + (origin.actor?.bytes ?? [])
        let writer = writers[author] ?? UInt64(writers.count)
        if writers.updateValue(writer, forKey: author) == nil { tables.field(2, bytes: author) }
        let number = UInt64(origins.count)
        origins[origin.changeSet] = number
        last = (origin.changeSet, number)
        var message = FieldWriter(capacity: 40)
        message.field(1, varint: origin.position)
        message.field(2, id: origin.changeSet)
        message.field(3, signed: origin.effectiveAt.milliseconds)
        message.field(4, varint: writer)
        tables.field(3, bytes: message.bytes)
        return number
    }

    package var encoded: Bytes {
        (tables.bytes + rows.bytes)[...]
    }
}
