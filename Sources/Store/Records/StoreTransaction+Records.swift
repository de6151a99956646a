package import Merge
import Sync

extension StoreTransaction {
    /// A record as people see it: the hub's state with this store's pending change sets on top.
    package func view(of id: RecordID) throws -> RecordState? {
        try slot(id).map { try view(of: id, $0) }
    }

    func view(of id: RecordID, _ slot: RecordCache.Slot) throws -> RecordState {
        if let view = slot.view { return view }
        var view = slot.base ?? RecordState()
        for ordinal in try pendingOrdinals(of: id) {
            let contents = try pending(ordinal)
            for run in try contents.runs(of: id, in: pendingBytes(ordinal)) {
                guard let ops = RecordOps.all(of: run.ops).first else { continue }
                apply(ops, first: run.first, contents.origin, to: &view)
            }
        }
        slot.view = view
        if !cache.isMarked(id) { slot.written = view }
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
        let own = try projection(of: id, type, view)
        return (type, try settling(id, type)?(own) ?? own)
    }

    private func projection(
        of id: RecordID, _ type: RecordType, _ view: RecordState
    ) throws -> Projection {
        guard let slot = try slot(id), slot.isDirty else { return type.project(view) }
        let shown = slot.projection ?? type.project(view)
        slot.projection = shown
        return shown
    }

    func slot(_ id: RecordID) throws -> RecordCache.Slot? {
        if let known = cache.slots[id] { return known }
        let found = try stored(id)
        if let found {
            cache.slots[id] = .some(found)
            return found
        }
        guard let type = try pendingOrdinals(of: id).first.flatMap({ try pending($0).type(of: id) })
        else {
            cache.slots[id] = .some(nil)
            return nil
        }
        let slot = RecordCache.Slot(type: type, base: nil, position: 0)
        cache.slots[id] = .some(slot)
        return slot
    }

    private func stored(_ id: RecordID) throws -> RecordCache.Slot? {
        let statement = try connection.prepared(.record)
        statement.bind(1, id: id)
        defer { statement.rewind() }
        guard try statement.step() else { return nil }
        let (type, state) = try unpack(statement.int(0), statement.blob(2), of: id)
        let slot = RecordCache.Slot(
            type: type, base: state, position: statement.position(1), view: isHub ? state : nil)
        readDigest(statement, 3, into: slot)
        if isHub, !cache.isMarked(id) { slot.written = state }
        return slot
    }

    private func readDigest(
        _ row: SQLStatement, _ column: Int32, into slot: RecordCache.Slot
    ) {
        slot.digest = SetDigest(bytes: row.blob(column)) ?? .empty
        slot.audience = row.isNull(column + 1) ? nil : row.int(column + 1)
    }

    /// Whatever is stored of a record that cannot be read, its part in the digests excepted.
    func blankSlot(_ id: RecordID, type: String) throws -> RecordCache.Slot {
        let slot = cache.added(id, type: type)
        let statement = try connection.prepared(.record)
        statement.bind(1, id: id)
        defer { statement.rewind() }
        if try statement.step() { readDigest(statement, 3, into: slot) }
        return slot
    }

    func unpack(
        _ type: Int64, _ state: Bytes, of id: RecordID
    ) throws -> (String, RecordState) {
        do throws(MergeError) {
            guard let packed = StateSeal.opened(state) else {
                throw .malformed(.state, offset: state.count)
            }
            return (
                try names.name(of: UInt32(clamping: type)),
                try RecordState(unpacking: packed, names: names)
            )
        } catch { throw StoreError.damagedState(record: id, error) }
    }

    func setBase(
        _ id: RecordID, type: String, _ state: RecordState?, position: UInt64
    ) throws {
        let slot = try slot(id) ?? cache.added(id, type: type)
        // Nothing of this office's lies over it: what stood is what the row shows.
        if !isHub, !cache.isMarked(id), slot.base != nil, try pendingOrdinals(of: id).isEmpty {
            slot.written = slot.base
        }
        if slot.type != type, state != nil {
            // The hub's word for what the record is; a pending change set had it otherwise.
            if let table = try connection.table(of: slot.type, in: schema) { try table.remove(id) }
            slot.type = type
            slot.written = nil
        }
        slot.base = state
        slot.position = position
        slot.view = isHub ? state : nil
        slot.isBaseChanged = true
        slot.isDigestStale = true
        cache.undigested.insert(id)
        cache.markDirty(id, slot)
    }

    /// This store's change sets that the cursor has not passed and that touch a record, in order.
    private func pendingOrdinals(of id: RecordID) throws -> [Int64] {
        guard !isHub, try hasPending() else { return [] }
        let statement = try connection.prepared(.pendingOf)
        statement.bind(1, id: id)
        defer { statement.rewind() }
        var ordinals: [Int64] = []
        while try statement.step() { ordinals.append(statement.int(0)) }
        return ordinals
    }

    /// Whether any change set of this store lies over what the hub has sent.
    func hasPending() throws -> Bool {
        if let known = cache.hasPending { return known }
        let found = try exists("SELECT 1 FROM pending LIMIT 1")
        cache.hasPending = found
        return found
    }

    /// Where each record's ops lie in one of this store's own change sets.
    func pending(_ ordinal: Int64) throws -> ChangeSetContents {
        try connection.pending.contents(of: ordinal) { try storedBytes(ordinal) }
    }

    func pendingBytes(_ ordinal: Int64) throws -> Bytes {
        try connection.pending.bytes(of: ordinal) { try storedBytes(ordinal) }
    }

    private func storedBytes(_ ordinal: Int64) throws -> Bytes {
        let bytes = try connection.first(
            "SELECT bytes FROM change_set WHERE ordinal = ?", [.int(ordinal)]
        ) { $0.blob(0) }
        guard let bytes else { throw StoreError.damagedMeta(key: "change_set") }
        return bytes
    }

    /// Lays a pending change set's ops on one record over its state.
    ///
    /// - Parameter first: the index of the first in the change set, where they stand in a row.
    func apply(_ ops: RecordOps, first: Int, _ origin: Origin, to state: inout RecordState) {
        if state.isEmpty, ops.firstOfRow != nil,
            let created = RecordState.created(
                by: ops.ops, first: first, origin: origin, like: cache.shape)
        {
            state = created
            return
        }
        let ids = (0..<ops.count).map { place in
            let number = ops.firstOfRow == nil ? ops.number(place) : first + place
            return EntryID(changeSet: origin.changeSet, index: UInt32(number))
        }
        state.apply(Array(ops.ops), ids: ids, origin: origin) { _ in true }
    }

    /// How many records of a long list are held at once by whoever reads it.
    static let heldMax = 1_024

    /// Lets go of the records that were only read: for whoever reads a long list.
    package func forgetRead() {
        guard cache.dirty.isEmpty else { return }
        cache.slots.removeAll(keepingCapacity: true)
    }

    func allRecords() throws -> [RecordID] {
        try connection.all("SELECT id FROM record UNION SELECT record FROM pending ORDER BY 1") {
            try $0.id(0)
        }
    }

    /// Projects every record again, after the readable tables or the rules have grown.
    mutating func reproject() throws {
        cache.isFeedQuiet = true
        for table in StoreTables.derived { try connection.run("DELETE FROM \(table)") }
        for id in try allRecords() { cache.markDirty(id) }
        try setMeta("reproject", "0")
    }
}
