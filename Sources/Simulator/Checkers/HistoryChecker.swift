import Merge
import Sync

/// The history is one chain without gaps, holds every change set once, and its bytes are its ids.
enum HistoryChecker {
    static func check(_ world: World) throws {
        var chain = ChainHash.origin
        var seen: Set<ChangeSetID> = []
        var cause = ChangeSetID(bits: 0)
        // What a message held that nobody could read is told of once, behind all of the message.
        var unread: [ChangeSetID] = []
        let known = Set(world.journal.changeSets.map(\.id)).union(world.journal.hostile)
        for (index, admitted) in world.hub.history.enumerated() {
            let position = UInt64(index) + 1
            guard seen.insert(admitted.id).inserted else {
                throw BrokenPromise("change set \(admitted.id) has two positions")
            }
            guard SealedChangeSet.address(of: admitted.bytes) == admitted.id else {
                throw BrokenPromise("position \(position) holds other bytes than it says")
            }
            if known.contains(admitted.id) {
                cause = admitted.id
                if admitted.content == nil { unread.append(admitted.id) }
            } else if isRelease(admitted.content, among: seen) {
                cause = admitted.id
            } else if !(unread.suffix(SyncLimits.pushCountMax) + [cause]).contains(where: {
                isDerived(admitted.content, from: $0)
            }) {
                throw BrokenPromise("nobody wrote the change set at position \(position)")
            }
            chain = chain.next(
                admitted.id, admitted.verdicts, effectiveAt: admitted.effectiveAt)
            guard admitted.head == Head(position: position, chain: chain) else {
                throw BrokenPromise("the chain is broken at position \(position)")
            }
            let ops = admitted.content?.ops.count ?? 1
            guard admitted.verdicts.count == ops else {
                throw BrokenPromise("position \(position) has a verdict too few or too many")
            }
            guard admitted.effectiveAt <= world.now else {
                throw BrokenPromise("position \(position) counts as written in the future")
            }
        }
    }

    /// What the hub kept aside comes in at any time later, under the number of what was kept.
    private static func isRelease(_ content: ChangeSet?, among seen: Set<ChangeSetID>) -> Bool {
        guard let content, let kept = content.released else { return false }
        return content.replica == World.hubReplica && seen.contains(kept)
            && content.nonce == UInt64(truncatingIfNeeded: kept.bits)
    }

    /// What the hub derives stands right behind its cause, and is numbered after it.
    private static func isDerived(_ content: ChangeSet?, from cause: ChangeSetID) -> Bool {
        guard let content, content.replica == World.hubReplica, content.role == .hub else {
            return false
        }
        return content.nonce &- UInt64(truncatingIfNeeded: cause.bits) < 64
    }
}
