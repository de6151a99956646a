package import Merge
import Sync

/// What was cut out of the group's data.
package struct CutRecord: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    package let entries: Int
    /// Of the last change set that it took.
    package let position: UInt64
}

extension HubDesk {
    /// Ends every live entry of a record by change sets of the hub's own, in one transaction.
    ///
    /// No verdict changes and nothing leaves the history: the record goes on as one in which
    /// nothing stands, and that travels to everybody who has it.
    package func cut(_ name: String, reason: String) throws -> CutRecord {
        guard let id = RecordID(hexadecimal: name) else { throw HubError.badRecordID }
        guard (1...MergeLimits.reasonBytesMax).contains(reason.utf8.count) else {
            throw HubError.badReason
        }
        return try store.write { transaction in
            guard let found = try transaction.record(id) else { throw HubError.noSuchRecord }
            let ops = HubDesk.endings(of: found)
            guard !ops.isEmpty else { throw HubError.recordEmpty }
            let peer = Peer(replica: replica, role: .hub, office: nil, scopes: [])
            for batch in HubDesk.batches(of: ops) {
                let content = ChangeSet(
                    replica: replica, actor: nil, role: .hub,
                    reason: "cut out: \(reason)"
                        .clipped(to: MergeLimits.reasonBytesMax),
                    claimedAt: now, parent: nil, nonce: UInt64.random(in: .min ... .max),
                    ops: Array(batch))
                let sealed = SealedChangeSet(sealing: content)
                _ = try cutting.admit(sealed.bytes, from: peer, ledger: &transaction)
            }
            try transaction.release(withheld: [id])
            let count = found.state.entries.count
            let position = try transaction.head.position
            try transaction.audit(
                at: now, "record-cut", subject: id,
                detail: "\(count) entries of \(found.type.withArticle) ended "
                    + "at position \(position)")
            return CutRecord(
                record: id, type: found.type, entries: count, position: position)
        }
    }

    /// Whoever keeps the hub may end what nobody may remove, such as a log's lines; nothing is
    /// derived from it.
    private var cutting: Admission {
        let rules = HubRules(
            schema: self.rules.schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })
        return Admission(rules: rules, hub: replica, now: now)
    }

    /// One op for each attribute and key, or more where one may not name so many entries.
    private static func endings(of record: StoredRecord) -> [Op] {
        var ops: [Op] = []
        let entries = record.state.entries
        var start = 0
        while start < entries.count {
            let first = entries[start]
            var end = start
            while end < entries.count, end - start < MergeLimits.replacesMax,
                entries[end].isAt(attribute: first.attribute, key: first.key)
            { end += 1 }
            ops.append(
                Op(
                    record: record.id, type: record.type, attribute: first.attribute,
                    key: first.key, value: nil, replaces: entries[start..<end].map(\.id)))
            start = end
        }
        return ops
    }

    /// As many ops as surely fit one change set.
    private static func batches(of ops: [Op]) -> [ArraySlice<Op>] {
        var batches: [ArraySlice<Op>] = []
        var start = 0
        var bytes = 0
        for index in ops.indices {
            let size =
                MergeLimits.entryBytes + ops[index].key.count + 32 * ops[index].replaces.count
            if bytes + size > MergeLimits.changeSetBytesMax / 2, index > start {
                batches.append(ops[start..<index])
                start = index
                bytes = 0
            }
            bytes += size
        }
        if start < ops.count { batches.append(ops[start...]) }
        return batches
    }
}

extension String {
    /// At most so many bytes of it, whole characters.
    fileprivate func clipped(to bytesMax: Int) -> String {
        var clipped = self
        while clipped.utf8.count > bytesMax { clipped.removeLast() }
        return clipped
    }
}
