package import Merge
import Sync

extension StoreTransaction {
    /// A record as people see it: the hub's state with this store's pending change sets on top.
    package func view(of id: RecordID) throws -> RecordState? {
        guard var slot = try slot(id) else { return nil }
        if let view = slot.view { return view }
        var view = slot.base ?? RecordState()
        for pending in try pendingChangeSets(of: id) {
            StoreTransaction.apply(pending, to: &view, of: id)
        }
        slot.view = view
        cache.slots[id] = slot
        return view
    }

    /// The record's type; `nil` where there is no such record.
    package func type(of id: RecordID) throws -> String? {
        try slot(id)?.type
    }

    /// The readable projection of a record of a known type.
    package func projection(of id: RecordID) throws -> (RecordType, Projection)? {
        guard let view = try view(of: id), let name = try type(of: id), let type = schema[name]
        else { return nil }
        return (type, type.project(view))
    }

    func slot(_ id: RecordID) throws -> RecordCache.Slot? {
        if let known = cache.slots[id] { return known }
        let found = try connection.first(
            "SELECT type, position, state FROM record WHERE id = ?", [.id(id)]
        ) { row -> RecordCache.Slot in
            let (type, state) = try unpack(row.int(0), row.blob(2), of: id)
            return RecordCache.Slot(
                type: type, base: state, position: row.position(1), view: isHub ? state : nil)
        }
        if let found {
            cache.slots[id] = .some(found)
            return found
        }
        guard let type = try pendingChangeSets(of: id).first?.type(of: id) else {
            cache.slots[id] = .some(nil)
            return nil
        }
        let slot = RecordCache.Slot(type: type, base: nil, position: 0)
        cache.slots[id] = .some(slot)
        return slot
    }

    func unpack(
        _ type: Int64, _ state: Bytes, of id: RecordID
    ) throws -> (String, RecordState) {
        do {
            return (
                try names.name(of: UInt32(clamping: type)),
                try RecordState(unpacking: state, names: names)
            )
        } catch { throw StoreError.damagedState(record: id, error) }
    }

    func setBase(
        _ id: RecordID, type: String, _ state: RecordState?, position: UInt64
    ) throws {
        var slot =
            try slot(id) ?? RecordCache.Slot(type: type, base: nil, position: position)
        slot.base = state
        slot.position = position
        slot.view = isHub ? state : nil
        slot.isBaseChanged = true
        cache.slots[id] = slot
        cache.markDirty(id)
    }

    /// This store's change sets that the cursor has not passed and that touch a record, in order.
    func pendingChangeSets(of id: RecordID) throws -> [RecordCache.Pending] {
        guard !isHub, try hasPending() else { return [] }
        return try connection.all(
            "SELECT ordinal FROM pending WHERE record = ? ORDER BY ordinal", [.id(id)]
        ) { $0.int(0) }.map { try pending($0) }
    }

    private func hasPending() throws -> Bool {
        if let known = cache.hasPending { return known }
        let found = try exists("SELECT 1 FROM pending LIMIT 1")
        cache.hasPending = found
        return found
    }

    private func pending(_ ordinal: Int64) throws -> RecordCache.Pending {
        if let known = cache.pending[ordinal] { return known }
        let bytes = try connection.first(
            "SELECT bytes FROM change_set WHERE ordinal = ?", [.int(ordinal)]) { $0.blob(0) }
        guard let bytes else { throw StoreError.damagedMeta(key: "change_set") }
        let pending = RecordCache.Pending(try SealedChangeSet(opening: bytes))
        cache.pending[ordinal] = pending
        return pending
    }

    static func apply(
        _ pending: RecordCache.Pending, to state: inout RecordState, of id: RecordID
    ) {
        let origin = Origin(of: pending.sealed)
        for index in pending.blocks[id] ?? [] {
            state.apply(
                pending.sealed.content.ops[index],
                id: EntryID(changeSet: pending.sealed.id, index: UInt32(index)), origin: origin
            ) { _ in true }
        }
    }

    /// Ids of the stored records whose state cannot be read back.
    func unreadableRecords() throws -> [String] {
        var problems: [String] = []
        try connection.each("SELECT id, type, state FROM record") { row in
            let id: RecordID = try row.id(0)
            do { _ = try unpack(row.int(1), row.blob(2), of: id) } catch {
                problems.append("record \(id) cannot be read")
            }
        }
        return problems
    }

    /// Projects every record again, after the readable tables have grown.
    mutating func reproject() throws {
        let ids = try connection.all("SELECT id FROM record UNION SELECT record FROM pending") {
            try $0.id(0) as RecordID
        }
        for id in ids { cache.markDirty(id) }
        try setMeta("reproject", "0")
    }
}

extension RecordCache.Pending {
    func type(of record: RecordID) -> String? {
        blocks[record]?.first.map { sealed.content.ops[$0].type }
    }
}
