import Merge
import Sync

/// A record's live entries are exactly those that no applied op ends.
///
/// Recomputed from the hub's history by the definition; shares no code with the fold.
enum FoldChecker {
    /// Where an entry stands: an op ends only what stands where it writes.
    private struct Target: Hashable {
        let entry: EntryID
        let record: RecordID
        let attribute: String
        let key: Bytes
    }

    static func check(_ hub: MemoryHub) throws {
        var ended: Set<Target> = []
        var written: [(target: Target, value: Bytes)] = []
        var sameAs: [Target: Target] = [:]
        for admitted in hub.history {
            for (index, op) in (admitted.content?.ops ?? []).enumerated()
            where admitted.verdicts[index] == .applied {
                let target = { (entry: EntryID) in
                    Target(
                        entry: entry, record: op.record, attribute: op.attribute, key: op.key)
                }
                // A release names the entry that it stands for: both are one, and end together.
                let former = op.replaces.first { $0.changeSet == admitted.content?.released }
                for entry in op.replaces where entry != former { ended.insert(target(entry)) }
                guard let value = op.value else { continue }
                let id = EntryID(changeSet: admitted.id, index: UInt32(index))
                written.append((target(id), value))
                if let former { sameAs[target(id)] = target(former) }
            }
        }
        var wanted: [RecordID: [Target: Bytes]] = [:]
        let isEnded = { target in
            ended.contains(target) || sameAs[target].map { ended.contains($0) } ?? false
        }
        for (target, value) in written where !isEnded(target) {
            wanted[target.record, default: [:]][target] = value
        }
        for (id, stored) in hub.records {
            var found: [Target: Bytes] = [:]
            for entry in stored.state.entries {
                let target = Target(
                    entry: entry.id, record: id, attribute: entry.attribute, key: entry.key)
                found[target] = entry.value
            }
            guard found.count == stored.state.entries.count, found == wanted[id] ?? [:] else {
                throw BrokenPromise("record \(id) holds other entries than its history says")
            }
            wanted[id] = nil
        }
        guard wanted.isEmpty else { throw BrokenPromise("the hub forgot a record") }
    }
}
