import Merge
import Sync

/// What one transaction has read and changed so far; lives as long as the transaction.
final class RecordCache {
    struct Slot {
        var type: String
        /// The hub's state; at the hub itself, simply the state. `nil` where there is none.
        var base: RecordState?
        var position: UInt64
        /// Base and pending change sets together; `nil` until asked for.
        var view: RecordState?
        var isBaseChanged = false
    }

    /// A pending change set with its ops by record.
    struct Pending {
        let sealed: SealedChangeSet
        let blocks: [RecordID: [Int]]

        init(_ sealed: SealedChangeSet) {
            self.sealed = sealed
            self.blocks = Dictionary(grouping: sealed.content.ops.indices) {
                sealed.content.ops[$0].record
            }
        }
    }

    var slots: [RecordID: Slot?] = [:]
    var dirty: [RecordID] = []
    /// Types of records whose overlay was dropped, for those that are then no more.
    var touchedTypes: [RecordID: String] = [:]
    private var isDirty: Set<RecordID> = []
    var hasPending: Bool?
    var hasConflicts: Bool?
    var visibility: [RecordID: [VisibilityRow]] = [:]
    var scopes: [String: Scope] = [:]
    var scopeNumbers: [Scope: Int64] = [:]
    var principals: [ReplicaID: Peer?] = [:]
    var head: Head?

    func markDirty(_ record: RecordID) {
        if isDirty.insert(record).inserted { dirty.append(record) }
    }
}
