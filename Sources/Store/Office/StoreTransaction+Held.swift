package import Merge
import Sync

// What the hub keeps aside with its bytes is its author's work still: nobody has said no to it. The
// author goes on seeing it after the cursor has passed it, until what is to become of it has been
// decided and stands in the base: then it has come in under another name, or was dropped.

/// A change set of this store that the hub holds back.
package struct HeldBackChangeSet: Equatable, Sendable {
    package let changeSet: ChangeSetID
    /// The first of its ops that is held back.
    package let index: Int
}

extension StoreTransaction {
    /// Where a change set of this store lies.
    enum Overlay: Int64 {
        case none = 0
        case pending = 1
        /// The cursor has passed it, and some of it is shown still.
        case held = 2
    }

    /// There while some change set may be held back, so that nobody else looks for one.
    private static let heldKey = "held-back"

    mutating func setOverlay(_ ordinal: Int64, _ overlay: Overlay) throws {
        try connection.run(
            "UPDATE change_set SET in_overlay = ? WHERE ordinal = ?",
            [.int(overlay.rawValue), .int(ordinal)])
        if overlay == .held { try setMeta(StoreTransaction.heldKey, "1") }
    }

    /// Takes a change set from these records' views.
    mutating func uncover(
        _ records: some Sequence<RecordID>, of pending: ChangeSetContents, _ ordinal: Int64
    ) throws {
        let statement = try connection.prepared(.deletePending)
        for record in records.sorted() {
            statement.bind(1, id: record)
            statement.bind(2, ordinal)
            try statement.run()
            forgetView(of: record)
            cache.touchedTypes[record] = pending.type(of: record)
        }
    }

    /// Lets go of what the hub holds back no longer.
    ///
    /// - Parameter isSettled: whether the base says what became of it.
    package mutating func settleHeld(
        _ isSettled: (StoreTransaction, HeldBackChangeSet) throws -> Bool
    ) throws {
        guard try meta(StoreTransaction.heldKey) != nil else { return }
        let rows = try connection.all(
            "SELECT ordinal, id, verdicts FROM change_set WHERE in_overlay = 2"
        ) { (ordinal: $0.int(0), id: try $0.id(1) as ChangeSetID, verdicts: $0.blob(2)) }
        for row in rows {
            let index = row.verdicts.verdicts.firstIndex(where: \.holdsWork) ?? 0
            let held = HeldBackChangeSet(changeSet: row.id, index: index)
            if try isSettled(self, held) { try letGo(row.ordinal) }
        }
        if rows.isEmpty {
            try connection.run(
                "DELETE FROM meta WHERE key = ?", [.text(StoreTransaction.heldKey)])
        }
    }

    /// A record has left: what is held back of it is the hub's alone.
    mutating func letGoHeld(of record: RecordID) throws {
        guard try meta(StoreTransaction.heldKey) != nil else { return }
        let ordinals = try connection.all(
            """
            SELECT p.ordinal FROM pending p JOIN change_set c ON c.ordinal = p.ordinal
            WHERE p.record = ? AND c.in_overlay = 2
            """, [.id(record)]
        ) { $0.int(0) }
        for ordinal in ordinals { try letGo(ordinal) }
    }

    private mutating func letGo(_ ordinal: Int64) throws {
        let pending = try self.pending(ordinal)
        try uncover(pending.records, of: pending, ordinal)
        try setOverlay(ordinal, .none)
        try sealSoon(pending.records, verdicts: [])
        connection.pending.drop(ordinal)
    }

    /// The records of which every op is held back by the hub's word.
    func held(of ordinal: Int64, by bytes: Bytes) throws -> Set<RecordID> {
        let verdicts = bytes.verdicts
        guard verdicts.contains(where: \.holdsWork) else { return [] }
        let ops = try SealedChangeSet(opening: pendingBytes(ordinal)).content.ops
        let held = Set(verdicts.held(of: ops.count))
        var records = Set(ops.map(\.record))
        for (index, op) in ops.enumerated() where !held.contains(index) {
            records.remove(op.record)
        }
        return records
    }
}

extension Bytes {
    /// Verdicts as they are stored, one byte each.
    fileprivate var verdicts: [Verdict] { map { Verdict(rawValue: $0) ?? .malformed } }
}
