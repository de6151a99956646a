import Merge
import Sync

/// Nothing stays aside that the hub can read: what was kept for its type came in, once, as a change
/// set of the hub's own that holds the same values.
enum ReleaseChecker {
    static func check(_ hub: MemoryHub) throws {
        var releases: [ChangeSetID: Int] = [:]
        for admitted in hub.history {
            if let kept = admitted.content?.released { releases[kept, default: 0] += 1 }
        }
        for admitted in hub.history where admitted.verdicts.contains(.unknownType) {
            guard let content = admitted.content else {
                throw BrokenPromise("change set \(admitted.id) was kept for a type and is unread")
            }
            let held = content.ops.indices.filter { admitted.verdicts[$0] == .unknownType }
            guard held.contains(where: { SimulatedRules.schema[content.ops[$0].type] != nil })
            else { continue }
            guard releases[admitted.id] == 1, let id = hub.release(of: admitted.id) else {
                throw BrokenPromise(
                    "change set \(admitted.id) was released \(releases[admitted.id] ?? 0) times")
            }
            for (place, index) in held.enumerated() {
                let op = hub.op(of: EntryID(changeSet: id, index: UInt32(place)))
                guard op?.value == content.ops[index].value else {
                    throw BrokenPromise("release \(id) holds other values than what was kept")
                }
            }
        }
    }
}
