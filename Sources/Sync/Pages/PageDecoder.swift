package import Merge

/// Reads the protobuf message `bridgework.v1.Rows` strictly.
package struct PageDecoder {
    private var names: [String] = []
    /// The same in order, and each name's place there; `nil` since one more came.
    private var order: (names: NameOrder, ranks: [Int])?
    private var writers: [(ReplicaID, RecordID?)] = []
    private var origins: [Origin] = []
    private var rows: [PageRow] = []

    /// - Throws: `SyncError.malformedPage`.
    package static func rows(_ bytes: Bytes) throws(SyncError) -> [PageRow] {
        var decoder = PageDecoder()
        do { try decoder.decode(bytes) } catch { throw .malformedPage(error) }
        return decoder.rows
    }

    private mutating func decode(_ bytes: Bytes) throws(MergeError) {
        var reader = FieldReader(bytes, reading: .state)
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 2):
                let run = try reader.counted(max: MergeLimits.nameBytesMax)
                let name = String(decoding: run, as: UTF8.self)
                guard NameTable.isName(name) else { throw reader.malformed }
                names.append(name)
                order = nil
            case (2, 2): writers.append(try writer(try reader.counted()))
            case (3, 2): origins.append(try origin(try reader.counted()))
            case (4, 2): rows.append(try row(try reader.counted()))
            case (let field, let wire):
                guard field > 4 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
    }

    private func writer(_ bytes: Bytes) throws(MergeError) -> (ReplicaID, RecordID?) {
        var reader = FieldReader(bytes, reading: .state)
        let replica: ReplicaID = try reader.identifier()
        guard !reader.isAtEnd else { return (replica, nil) }
        let actor: RecordID = try reader.identifier()
        guard reader.isAtEnd else { throw reader.malformed }
        return (replica, actor)
    }

    private func origin(_ bytes: Bytes) throws(MergeError) -> Origin {
        var reader = FieldReader(bytes, reading: .state)
        var position: UInt64 = 0
        var changeSet: ChangeSetID?
        var effectiveAt = Timestamp(milliseconds: 0)
        var writer: (ReplicaID, RecordID?)?
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): position = try reader.varint()
            case (2, 2): changeSet = ChangeSetID(bytes: try reader.counted())
            case (3, 0): effectiveAt = Timestamp(clamping: try reader.signed())
            case (4, 0): writer = writers[try reader.index(below: writers.count)]
            case (let field, let wire):
                guard field > 4 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard let changeSet, let writer, (1...UInt64(Int64.max)).contains(position) else {
            throw reader.malformed
        }
        return Origin(
            changeSet: changeSet, position: position, effectiveAt: effectiveAt,
            replica: writer.0, actor: writer.1)
    }

    private mutating func nameOrder() -> (names: NameOrder, ranks: [Int]) {
        if let order { return order }
        let found = NameOrder(names)
        let order = (found, names.map { found.rank(of: $0) ?? 0 })
        self.order = order
        return order
    }

    private mutating func row(_ bytes: Bytes) throws(MergeError) -> PageRow {
        var reader = FieldReader(bytes, reading: .state)
        let (order, ranks) = nameOrder()
        var type: String?
        var record: RecordID?
        var manifest: Manifest?
        var isOut = false
        var left: Departure?
        var omitted: [Origin] = []
        var entries = EntryDraft(order)
        entries.reserve(bytes.count / 16, bytes.count)
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): type = names[try reader.index(below: names.count)]
            case (2, 2): record = RecordID(bytes: try reader.counted())
            case (3, 0): isOut = try reader.index(below: 2) == 1
            case (4, 2): manifest = try Manifest(unpacking: try reader.counted())
            case (5, 2):
                let outside = try reader.enter(reading: .state)
                try readEntry(&reader, ranks, into: &entries)
                reader.leave(to: outside)
            case (6, 2): left = try departure(try reader.counted())
            case (7, 2): omitted = try self.omitted(try reader.counted())
            case (let field, let wire):
                guard field > 7 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard let type, let record, isOut != (manifest != nil), isOut || left == nil,
            !isOut || omitted.isEmpty
        else { throw reader.malformed }
        let content = manifest.map { PageRow.Content.current($0, entries.asTheyCame) } ?? .out
        return PageRow(
            record: record, type: type, content: content, left: left, omitted: omitted)
    }

    /// Origins by their numbers, each once.
    private func omitted(_ bytes: Bytes) throws(MergeError) -> [Origin] {
        var reader = FieldReader(bytes, reading: .state)
        var found: [Origin] = []
        while !reader.isAtEnd {
            let origin = origins[try reader.index(below: origins.count)]
            guard !found.contains(origin) else { throw reader.malformed }
            found.append(origin)
        }
        return found
    }

    private func departure(_ bytes: Bytes) throws(MergeError) -> Departure {
        var reader = FieldReader(bytes, reading: .state)
        var effectiveAt = Timestamp(milliseconds: 0)
        var offices: [RecordID] = []
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): effectiveAt = Timestamp(clamping: try reader.signed())
            case (2, 2):
                guard let office = RecordID(bytes: try reader.counted()) else {
                    throw reader.malformed
                }
                offices.append(office)
            case (let field, let wire):
                guard field > 2 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        return Departure(effectiveAt: effectiveAt, offices: offices)
    }

    private func readEntry(
        _ reader: inout FieldReader, _ ranks: [Int], into entries: inout EntryDraft
    ) throws(MergeError) {
        var origin: Int?
        var index: Int?
        var rank: Int?
        var key = Bytes()
        var value: Bytes?
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): origin = try reader.index(below: origins.count)
            case (2, 0): index = try reader.index(below: MergeLimits.opsMax)
            case (3, 0): rank = ranks[try reader.index(below: ranks.count)]
            case (4, 2): key = try reader.counted(max: MergeLimits.keyBytesMax)
            case (5, 2): value = try reader.counted(max: MergeLimits.valueBytesMax)
            case (let field, let wire):
                guard field > 5 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard let origin, let index, let rank, let value else { throw reader.malformed }
        entries.add(
            rank: rank, key: key, value: value, index: UInt32(index), origin: origins[origin])
    }
}
