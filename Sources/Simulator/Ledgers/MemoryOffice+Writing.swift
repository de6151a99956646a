package import Merge
package import Sync

extension MemoryOffice {
    /// Own change sets that the cursor has not passed.
    package var overlay: [OwnChangeSet] {
        own.filter { $0.isOverlay(from: cursor.from) }
    }

    /// What people at this office see of a record: the base and the overlay.
    package func view(of record: RecordID) -> StoredRecord? {
        var type = base[record]?.type
        var state = base[record]?.state ?? RecordState()
        for own in overlay {
            let origin = Origin(of: own.sealed)
            for (index, op) in own.sealed.content.ops.enumerated() where op.record == record {
                type = type ?? op.type
                let id = EntryID(changeSet: own.sealed.id, index: UInt32(index))
                state.apply(op, id: id, origin: origin) { _ in true }
            }
        }
        return type.map { StoredRecord(id: record, type: $0, state: state) }
    }

    /// Every record somebody at this office sees, folded in one go over the overlay.
    package var visibleRecords: [RecordID: StoredRecord] {
        var records = base
        for own in overlay {
            let origin = Origin(of: own.sealed)
            for (index, op) in own.sealed.content.ops.enumerated() {
                let before = records[op.record]
                var state = before?.state ?? RecordState()
                let id = EntryID(changeSet: own.sealed.id, index: UInt32(index))
                state.apply(op, id: id, origin: origin) { _ in true }
                records[op.record] = StoredRecord(
                    id: op.record, type: before?.type ?? op.type, state: state)
            }
        }
        return records
    }

    /// Every record somebody at this office sees, in the order of the ids.
    package var visible: [RecordID] {
        var ids = Set(base.keys)
        for own in overlay { ids.formUnion(own.sealed.content.ops.map(\.record)) }
        return ids.sorted()
    }

    /// Seals writes as one transaction of this store, each naming what it saw, and keeps it.
    package mutating func commit(
        _ writes: [Write], schema: Schema, role: Role, actor: RecordID? = nil,
        reason: String = "", claimedAt: Timestamp, nonce: UInt64
    ) -> SealedChangeSet {
        let ops = writes.map { write in
            write.op(
                seeing: view(of: write.record)?.state ?? RecordState(),
                shape: schema[write.type]?[write.attribute]?.shape)
        }
        return commit(
            ops, role: role, by: actor, reason: reason, claimedAt: claimedAt, nonce: nonce)
    }

    /// Seals ops as one transaction of this store, and keeps it.
    package mutating func commit(
        _ ops: [Op], role: Role, by actor: RecordID?, reason: String, claimedAt: Timestamp,
        nonce: UInt64
    ) -> SealedChangeSet {
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: replica, actor: actor, role: role, reason: reason,
                claimedAt: claimedAt, parent: tip, nonce: nonce, ops: ops))
        adopt(OwnChangeSet(sealed))
        return sealed
    }
}
