import Merge
import Sync

/// What one transaction has read and changed so far; lives as long as the transaction.
final class RecordCache {
    /// One record; a reference, because states are costly to move in and out of a dictionary.
    final class Slot {
        var type: String
        /// The hub's state; at the hub itself, simply the state.
        ///
        /// `nil` where there is none.
        var base: RecordState?
        var position: UInt64
        /// Base and pending change sets together; `nil` until asked for.
        var view: RecordState? {
            didSet { projection = nil }
        }
        /// What the view shows by itself; kept of what has changed, which is asked for again.
        var projection: Projection?
        /// The view that the readable row shows; `nil` where that is not known.
        var written: RecordState?
        /// The row was looked at, and nothing of the record is another than it was.
        var isUntouched = false
        var isBaseChanged = false
        /// What it adds to the digests that the store keeps.
        var digest = SetDigest.empty
        /// At the hub: the set of scopes it is in; `nil` where nobody sees it.
        var audience: Int64?
        /// Whether `digest` is still to be worked out from `base`.
        var isDigestStale = false
        /// Whether the row is to be written as the transaction ends.
        var isDirty = false

        init(type: String, base: RecordState?, position: UInt64, view: RecordState? = nil) {
            self.type = type
            self.base = base
            self.position = position
            self.view = view
        }
    }

    var slots: [RecordID: Slot?] = [:]
    /// How the records stood that were made last.
    let shape = FoldShape()
    var dirty: [RecordID] = []
    /// Types of records whose overlay was dropped, for those that are then no more.
    var touchedTypes: [RecordID: String] = [:]
    private var isDirty: Set<RecordID> = []
    var hasPending: Bool?
    var hasConflicts: Bool?
    /// Whether a settlement stood here as the transaction began.
    var hasSettlements: Bool?
    /// Settlements among the first `settlementsRead` of the records that changed.
    var changedSettlements: Set<RecordID> = []
    var settlementsRead = 0
    /// Records that something which changed refers to, or did.
    var depended: Set<RecordID> = []
    /// Whether the readable rows say all that the transaction changed.
    var isFlushed = false
    var hasDeparted: Bool?
    /// Whether somebody follows the store's feed.
    var isFeedOpen: Bool?
    /// Whether rows are derived anew, which is no change.
    var isFeedQuiet = false
    var hasFed = false
    /// Conflicts whose rows were taken away, with their types; those that are written again stand.
    var conflictsRemoved: [RecordID: String] = [:]
    var visibility: [RecordID: [VisibilityRow]] = [:]
    /// Scopes in which this transaction changed what is to be seen.
    var changedScopes: Set<Scope> = []
    var scopes: [Int64: Scope] = [:]
    var scopeNumbers: [Scope: Int64] = [:]
    /// Change sets of the history whose ops were looked into.
    var opened: [ChangeSetID: [Op]] = [:]
    /// A megabyte each at the most.
    static let openedMax = 32
    /// How many were opened since the transaction began.
    var openedCount = 0
    var principals: [ReplicaID: Peer?] = [:]
    var head: Head?
    /// Records whose part in the digests is to be settled.
    var undigested: Set<RecordID> = []
    /// What the office's base came to when this transaction first asked, and what it has changed.
    var baseDigest: SetDigest?
    var baseChange = SetDigest.empty
    /// What this transaction has changed about what each audience's records come to.
    var audienceChanges: [Int64: SetDigest] = [:]
    var audiences: [[Scope]: Int64] = [:]
    /// Records whose digest or audience has changed.
    var reseated: Set<RecordID> = []

    /// Forgets everything but what the base comes to, as if the transaction began.
    func begin(withBase digest: SetDigest?) {
        slots = [:]
        dirty = []
        touchedTypes = [:]
        isDirty = []
        (hasPending, hasConflicts, hasSettlements, hasDeparted) = (nil, nil, nil, nil)
        changedSettlements = []
        settlementsRead = 0
        depended = []
        isFlushed = false
        (isFeedOpen, hasFed, conflictsRemoved) = (nil, false, [:])
        visibility = [:]
        changedScopes = []
        scopes = [:]
        scopeNumbers = [:]
        opened = [:]
        openedCount = 0
        principals = [:]
        head = nil
        undigested = []
        baseDigest = digest
        baseChange = .empty
        audienceChanges = [:]
        audiences = [:]
        reseated = []
    }

    /// A slot for a record that has none.
    func added(_ record: RecordID, type: String) -> Slot {
        let slot = Slot(type: type, base: nil, position: 0)
        slots[record] = .some(slot)
        return slot
    }

    /// Whether the record's row is to be written as the transaction ends.
    func isMarked(_ record: RecordID) -> Bool { isDirty.contains(record) }

    func markDirty(_ record: RecordID) {
        if isDirty.insert(record).inserted { dirty.append(record) }
    }

    func markDirty(_ record: RecordID, _ slot: Slot) {
        guard !slot.isDirty else { return }
        slot.isDirty = true
        markDirty(record)
    }
}
