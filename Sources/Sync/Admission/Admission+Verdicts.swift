import Merge

// What one op is answered: by what stands, by who may see it, and by the rules.

extension Admission {
    /// What the ops of one record are judged by.
    struct Matter {
        let ops: RecordOps
        let type: String
        let before: RecordState
        let sealed: SealedChangeSet
        let ended: EndedEntries
        let request: WriteRequest
        let isOutOfScope: Bool
        let isUnknown: Bool
    }

    func verdict(
        on place: Int, of matter: Matter, _ ledger: some HubLedger
    ) throws -> Verdict {
        guard matter.ops.type(place) == matter.type else { return .wrongType }
        guard !matter.isOutOfScope else { return .custody }
        guard !matter.isUnknown else { return .unknownType }
        if matter.ops.replacesAny(place) {
            let op = matter.ops[place]
            for entry in op.replaces where try isForeign(entry, to: op, matter, ledger) {
                return .foreignEntry
            }
        }
        var failure: (any Error)?
        let permission = rules.permission(matter.request.asking(at: place)) { replica in
            do { return try ledger.principal(of: replica)?.office } catch { failure = error }
            return nil
        }
        if let failure { throw failure }
        switch permission {
        case .allow: return .applied
        case .propose: return Admission.fitsProposal(matter.ops[place]) ? .proposed : .invalid
        case .refuse(let refusal): return Verdict(refusal)
        }
    }

    /// Whether an op names an entry that stands elsewhere: nobody ends what he could not write.
    private func isForeign(
        _ entry: EntryID, to op: Op, _ matter: Matter, _ ledger: some HubLedger
    ) throws -> Bool {
        // What lives elsewhere is in the history too: that is where it is looked up.
        if matter.before.holds(entry, at: op.attribute, key: op.key) { return false }
        if entry.changeSet == matter.sealed.id { return true }
        guard try ledger.answer(to: entry.changeSet) != nil else { return false }
        return try !matter.ended.stood(entry, at: op, ledger)
    }

    func isOutOfScope(
        _ record: RecordID, _ stored: StoredRecord?, _ peer: Peer, _ ledger: some HubLedger
    ) throws -> Bool {
        guard peer.role != .hub else { return false }
        let rows = try ledger.visibility(of: record)
        guard !rows.isEmpty else { return false }
        if let stored, VisibilityReach(schema: rules.schema).isUnplaced(stored, rows) {
            return false
        }
        return !rows.contains { $0.isIn && peer.scopes.contains($0.scope) }
    }

    /// A proposal carries the value, the key and the entries inside a value of its own.
    private static func fitsProposal(_ op: Op) -> Bool {
        let carried = (op.value?.count ?? 0) + op.key.count + 20 * op.replaces.count
        return carried <= MergeLimits.valueBytesMax - 8_192
    }

    /// Whether ops hang a record on one that the peer may not see.
    ///
    /// Knowing an id gives no right to write beside it. A parent the hub has not seen yet decides
    /// nothing.
    func isOrphan(
        _ ops: ArraySlice<Op>, type: String, _ peer: Peer, _ ledger: some HubLedger
    ) throws -> Bool {
        guard peer.role != .hub else { return false }
        let parents = VisibilityReach(schema: rules.schema).parents(namedBy: ops, of: type)
        for parent in parents
        where try isOutOfScope(parent, ledger.record(parent), peer, ledger) { return true }
        return false
    }
}
