internal import Fees
package import Merge
internal import Practice
package import Records
import Store
package import Sync

/// Who writes at a replica, and what of that counts: asked before anything is written, at a desk
/// as in a simulated world.
///
/// The hub judges again; until then an author is told what it would say.
package struct WriteJudge: Sendable {
    package let schema: Schema
    package let replica: ReplicaID
    package let role: Role
    /// The office the replica speaks for; `nil` at the centre.
    package let office: RecordID?

    package init(schema: Schema, replica: ReplicaID, role: Role, office: RecordID?) {
        self.schema = schema
        self.replica = replica
        self.role = role
        self.office = office
    }

    /// What becomes of writes that nobody refuses.
    package struct Judged: Sendable {
        /// Counts here at once.
        package fileprivate(set) var allowed: [Op] = []
        /// Becomes a question to the centre, each.
        package fileprivate(set) var proposed: [Op] = []
    }

    /// Judges the writes of one change set, op by op: each names what its author sees here.
    ///
    /// - Parameter earlier: change sets of the same act: what they wrote of a unit gives way to
    ///   what these say of it.
    /// - Throws: `WriteRefusal` for what nobody could accept.
    package func judge(
        _ writes: ArraySlice<Write>, by who: Signature, after earlier: Set<ChangeSetID> = [],
        in records: some RecordReading
    ) throws -> Judged {
        var views: [RecordID: RecordState] = [:]
        for id in Set(writes.map(\.record)) {
            views[id] = try records.view(of: id) ?? RecordState()
        }
        let ops = writes.map { write in
            write.op(
                seeing: views[write.record] ?? RecordState(), after: earlier,
                shape: schema[write.type]?[write.attribute]?.shape)
        }
        let siblings = Dictionary(grouping: ops, by: \.record)
        let blocks = siblings.mapValues { _ in OpBlock() }
        var rooms: [RecordID: RecordRoom] = [:]
        var judged = Judged()
        for op in ops where op.value != nil || !op.replaces.isEmpty {
            let request = WriteRequest(
                op: op, role: role, office: office, actor: who.actor, reason: who.reason,
                before: views[op.record] ?? RecordState(), siblings: siblings[op.record] ?? [],
                block: blocks[op.record] ?? OpBlock())
            switch permission(request) {
            case .allow:
                let before = request.before
                let fits = rooms[op.record, default: RecordRoom(before, for: request.siblings)]
                    .takes(op) { _ in true }
                guard fits else { throw WriteRefusal.recordFull(type: op.type) }
                judged.allowed.append(op)
            // What an import said is no question to anybody.
            case .propose where op.attribute == AnyRecord.imported.name: continue
            case .propose: judged.proposed.append(op)
            case .refuse(let refusal):
                throw WriteRefusal.refused(type: op.type, attribute: op.attribute, refusal)
            }
        }
        return judged
    }

    private func permission(_ request: WriteRequest) -> Permission {
        Authority.permission(
            request, schema: schema, officeOf: { $0 == replica ? office : nil })
    }

    /// The question to the centre that a proposed op becomes.
    package func proposal(_ op: Op, as id: RecordID, by who: Signature) -> Op {
        HeldWriteDraft(author: replica, office: office, reason: who.reason)
            .proposal(op, as: id).op(seeing: RecordState(), shape: nil)
    }

    /// Refuses what would settle a conflict: only who settles it says that he saw its candidates.
    ///
    /// - Parameters:
    ///   - settled: the conflict that these writes are to settle.
    ///   - seen: what their author has seen before, elsewhere: a conflict among these is settled.
    /// - Throws: `WriteRefusal.conflictStands`.
    package func refuseSettling(
        _ writes: [Write], settled: RecordID? = nil, seen: Set<EntryID> = [],
        in records: some RecordReading
    ) throws {
        for (record, writes) in Dictionary(grouping: writes, by: \.record) {
            let open = try records.projection(of: record)?.1.conflicts ?? []
            for conflict in open {
                let id = OpenConflict.id(record, conflict)
                let isTouched = writes.contains {
                    $0.attribute == conflict.attribute && $0.key == conflict.key
                }
                guard isTouched, id != settled, !seen.isSuperset(of: conflict.candidates.map(\.id))
                else { continue }
                throw WriteRefusal.conflictStands(attribute: conflict.attribute, conflict: id)
            }
        }
    }

    /// The same, of writes that settle a conflict of that record.
    package func refuseSettling(
        _ writes: [Write], but conflict: FieldConflict, of record: RecordID,
        in records: some RecordReading
    ) throws {
        let settled = OpenConflict.id(record, conflict)
        try refuseSettling(writes, settled: settled, in: records)
    }

    /// - Throws: `TakenKey`, where a code, NPI or login would name two records here.
    package func refuseTakenKeys(_ writes: [Write], in records: some RecordReading) throws {
        let lookup = records.lookup
        if let taken = lookup.takenKey(in: writes, of: schema) { throw taken }
    }

    /// Refuses what would map a code that does not hold on the map's days, by any door.
    ///
    /// A group of codes or a benefit rule may name a code of another year: visits of that year are
    /// still counted by it.
    ///
    /// - Parameter records: as they are once it is written.
    /// - Throws: `FeeError.unsoundMap`.
    package func refuseUnsoundMaps(
        _ writes: [Write], today: Day, in records: some RecordReading
    ) throws {
        let maps = writes.filter { $0.type == RecordType.codeMap.name && $0.value != nil }
        let touched = maps.filter {
            $0.attribute != CodeMap.notes.name && $0.attribute != AnyRecord.lifecycle.name
        }
        guard !touched.isEmpty else { return }
        let lookup = records.lookup
        for record in Set(touched.map(\.record)).sorted() {
            guard let view = lookup.record(record), view.isActive, let map = CodeMap(view) else {
                continue
            }
            let doubts = map.doubts(today: today, in: lookup)
            if let doubt = doubts.first {
                throw FeeError.unsoundMap(field: doubt.field, doubt.words)
            }
        }
    }
}
