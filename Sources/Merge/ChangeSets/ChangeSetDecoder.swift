/// Reads the protobuf message `bridgework.v1.ChangeSet` strictly: every count and index is checked.
///
/// Fields that a newer writer added are stepped over; the exact bytes are kept and forwarded
/// anyway.
struct ChangeSetDecoder {
    private let bytes: Bytes
    private var names: [String] = []
    private var seen: [ChangeSetID] = []
    private var ops: [Op] = []
    private var opCount = 0
    private var replacedCount = 0
    /// Whether the ops are made, or only looked through.
    private let makesOps: Bool

    init(_ bytes: Bytes, makingOps makesOps: Bool = true) {
        self.bytes = bytes
        self.makesOps = makesOps
    }

    /// Reads single blocks of a change set whose tables are known.
    init(names: [String], seen: [ChangeSetID]) {
        self.bytes = []
        self.names = names
        self.seen = seen
        self.makesOps = true
    }

    mutating func decode() throws(MergeError) -> ChangeSet {
        let (content, blocks) = try readHeader()
        if makesOps { ops.reserveCapacity(bytes.count / 32) }
        for block in blocks { try readRecord(bytes[block]) }
        return ChangeSet(
            replica: content.replica, actor: content.actor, role: content.role,
            reason: content.reason, claimedAt: content.claimedAt, parent: content.parent,
            nonce: content.nonce, ops: ops)
    }

    /// Where each record's ops lie, without reading them.
    mutating func contents() throws(MergeError) -> ChangeSetContents {
        let (content, blocks) = try readHeader()
        var places: [ChangeSetContents.Place] = []
        places.reserveCapacity(blocks.count)
        var opCount = 0
        for block in blocks { places.append(try place(of: bytes[block], after: &opCount)) }
        let origin = Origin(
            changeSet: SealedChangeSet.address(of: bytes), position: 0,
            effectiveAt: content.claimedAt, replica: content.replica, actor: content.actor)
        return ChangeSetContents(origin: origin, names: names, seen: seen, places: places)
    }

    /// The ops of one block.
    mutating func readOps(_ block: Bytes) throws(MergeError) -> [Op] {
        ops = []
        try readRecord(block)
        return ops
    }

    /// All but the ops, and where the records' blocks lie.
    private mutating func readHeader() throws(MergeError) -> (ChangeSet, blocks: [Range<Int>]) {
        var reader = FieldReader(bytes, reading: .changeSet)
        var replica: ReplicaID?
        var actor: RecordID?
        var role: Role?
        var reason = ""
        var claimedAt = Timestamp(milliseconds: 0)
        var parent: ChangeSetID?
        var nonce: UInt64?
        var blocks: [Range<Int>] = []
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 2): replica = try sixteen(&reader)
            case (2, 2): actor = try sixteen(&reader)
            case (3, 0): role = Role(number: try reader.varint())
            case (4, 2): reason = try text(&reader, max: MergeLimits.reasonBytesMax)
            case (5, 0): claimedAt = Timestamp(clamping: try reader.signed())
            case (6, 2): parent = try sixteen(&reader)
            case (7, 1): nonce = try reader.fixed64()
            case (8, 2): try addName(&reader)
            case (9, 2): try readSeen(try reader.counted())
            case (10, 2): blocks.append(try reader.counted().indices)
            case (let field, let wire):
                guard field > 10 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard let replica, let role, let nonce, !blocks.isEmpty else { throw reader.malformed }
        let content = ChangeSet(
            replica: replica, actor: actor, role: role, reason: reason, claimedAt: claimedAt,
            parent: parent, nonce: nonce, ops: [])
        return (content, blocks)
    }

    private func place(
        of block: Bytes, after opCount: inout Int
    ) throws(MergeError) -> ChangeSetContents.Place {
        var reader = FieldReader(block, reading: .records)
        var type: Int?
        var record: RecordID?
        let firstOp = opCount
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): type = try reader.index(below: names.count)
            case (2, 2): record = try sixteen(&reader)
            case (3, 2):
                _ = try reader.countedRange()
                opCount += 1
            case (let field, let wire):
                guard field > 3 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard let type, let record, opCount > firstOp, opCount <= MergeLimits.opsMax else {
            throw reader.malformed
        }
        return ChangeSetContents.Place(
            record: record, type: UInt32(type), firstOp: UInt32(firstOp),
            start: UInt32(block.startIndex - bytes.startIndex), count: UInt32(block.count))
    }

    private func sixteen<ID: SixteenByteID>(
        _ reader: inout FieldReader
    ) throws(MergeError) -> ID {
        let outside = try reader.enter(reading: .changeSet)
        guard reader.count == 16 else { throw reader.malformed }
        let id: ID = try reader.identifier()
        reader.leave(to: outside)
        return id
    }

    private func text(
        _ reader: inout FieldReader, max limit: Int
    ) throws(MergeError) -> String {
        let run = try reader.counted(max: limit)
        guard let text = String(validating: run, as: UTF8.self) else { throw reader.malformed }
        return text
    }

    private mutating func addName(_ reader: inout FieldReader) throws(MergeError) {
        let name = try text(&reader, max: MergeLimits.nameBytesMax)
        guard NameTable.isName(name) else { throw reader.malformed }
        names.append(name)
        guard names.count <= MergeLimits.namesMax else {
            throw .overLimit(.name, found: names.count, limit: MergeLimits.namesMax)
        }
    }

    private mutating func readSeen(_ run: Bytes) throws(MergeError) {
        var reader = FieldReader(run, reading: .replaces)
        while !reader.isAtEnd { seen.append(try reader.identifier()) }
    }

    private mutating func readRecord(_ block: Bytes) throws(MergeError) {
        var reader = FieldReader(block, reading: .records)
        var type: String?
        var record: RecordID?
        let before = opCount
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): type = names[try reader.index(below: names.count)]
            case (2, 2): record = try sixteen(&reader)
            case (3, 2):
                let outside = try reader.enter(reading: .op)
                guard let type, let record else { throw reader.malformed }
                try readOp(&reader, record: record, type: type)
                reader.leave(to: outside)
            case (let field, let wire):
                guard field > 3 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard opCount > before else { throw reader.malformed }
    }

    /// Reads one op to the end of its message.
    private mutating func readOp(
        _ reader: inout FieldReader, record: RecordID, type: String
    ) throws(MergeError) {
        var attribute: Int?
        var key = Bytes()
        var value: Bytes?
        var replaces: [EntryID] = []
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, 0): attribute = try reader.index(below: names.count)
            case (2, 2): key = try reader.counted(max: MergeLimits.keyBytesMax)
            case (3, 2): value = try reader.counted(max: MergeLimits.valueBytesMax)
            case (4, 2): replaces = try readReplaces(&reader)
            case (let field, let wire):
                guard field > 4 else { throw reader.malformed }
                try reader.skip(wire: wire)
            }
        }
        guard let attribute, value != nil || !replaces.isEmpty else { throw reader.malformed }
        guard opCount < MergeLimits.opsMax else {
            throw .overLimit(.op, found: opCount + 1, limit: MergeLimits.opsMax)
        }
        opCount += 1
        guard makesOps else { return }
        ops.append(
            Op(
                record: record, type: type, attribute: names[attribute], key: key, value: value,
                replaces: replaces))
    }

    private mutating func readReplaces(
        _ reader: inout FieldReader
    ) throws(MergeError) -> [EntryID] {
        let outside = try reader.enter(reading: .replaces)
        var entries: [EntryID] = []
        while !reader.isAtEnd {
            let changeSet = seen[try reader.index(below: seen.count)]
            let index = try reader.index(below: MergeLimits.opsMax)
            entries.append(EntryID(changeSet: changeSet, index: UInt32(index)))
            replacedCount += 1
            guard replacedCount <= MergeLimits.replacesTotalMax else {
                throw .overLimit(
                    .replaces, found: replacedCount, limit: MergeLimits.replacesTotalMax)
            }
            guard entries.count <= MergeLimits.replacesMax else {
                throw .overLimit(
                    .replaces, found: entries.count, limit: MergeLimits.replacesMax)
            }
        }
        reader.leave(to: outside)
        return entries
    }
}
