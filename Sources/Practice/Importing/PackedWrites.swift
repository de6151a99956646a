internal import Merge

/// A row's writes in few bytes: an import keeps those of every row until it is known whether they
/// go in.
struct PackedWrites: Sendable {
    private let bytes: [UInt8]

    static let none = PackedWrites([])

    init(_ writes: [Write]) {
        var packed = FieldWriter(capacity: writes.count * 32)
        var last: RecordID?
        for write in writes {
            packed.varint(UInt64(Self.number(of: write)))
            packed.byte(write.record == last ? 1 : 0)
            if write.record != last { packed.raw(write.record.bytes) }
            last = write.record
            packed.counted(write.key)
            packed.byte(write.value == nil ? 0 : 1)
            if let value = write.value { packed.counted(value) }
            packed.varint(UInt64(write.replacing.map { $0.count + 1 } ?? 0))
            for entry in write.replacing ?? [] {
                packed.raw(entry.changeSet.bytes)
                packed.varint(UInt64(entry.index))
            }
        }
        bytes = packed.bytes
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The writes as they were.
    var writes: [Write] {
        do { return try read() } catch {
            preconditionFailure("packed writes are read by whoever packed them")
        }
    }

    private func read() throws(MergeError) -> [Write] {
        var reader = FieldReader(bytes[...], reading: .changeSet)
        var writes: [Write] = []
        var last = RecordID(bits: 0)
        while reader.count > 0 {
            let unit = Self.units[try reader.index(below: Self.units.count)]
            if try reader.byte() == 0 { last = try reader.identifier() }
            let key = try reader.counted()
            let value = try reader.byte() == 0 ? nil : try reader.counted()
            let count = try reader.varint()
            var replacing: [EntryID]?
            if count > 0 {
                replacing = []
                for _ in 1..<count {
                    let changeSet: ChangeSetID = try reader.identifier()
                    replacing?.append(
                        EntryID(changeSet: changeSet, index: UInt32(try reader.varint())))
                }
            }
            writes.append(
                Write(
                    record: last, type: unit.type, attribute: unit.attribute, key: key,
                    value: value, replacing: replacing))
        }
        return writes
    }

    private struct Unit: Hashable {
        let type: String
        let attribute: String
    }

    /// Every attribute of every type; an import writes no other.
    private static let units = PracticeSchema.current.types.flatMap { type in
        type.attributes.map { Unit(type: type.name, attribute: $0.name) }
    }

    private static let numbers = Dictionary(
        units.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

    private static func number(of write: Write) -> Int {
        guard let number = numbers[Unit(type: write.type, attribute: write.attribute)] else {
            preconditionFailure("an import writes what the schema lacks")
        }
        return number
    }
}
