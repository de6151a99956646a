package import Merge

// A record is bounded by bytes, and with them by entries. The bound is judged op by op, in order:
// what fits is taken in, what does not is kept aside, and the ops after it are judged on what was
// taken in. An op that leaves the record no larger always fits, so that a full record can be
// mended. Names of entries that nobody has seen have a bound of their own: nothing ends them, and
// they must not fill a record for good.

/// How much of its bound a record has left while the ops of one change set are judged.
package struct RecordRoom: Sendable {
    /// Nothing in these ops can fill the record: no need to look at what they end.
    let isAmple: Bool
    private var byteCount: Int
    private var awaitedCount: Int
    /// The live entries that no op of this change set has ended yet, each with what it counts.
    private var live: [EntryID: Int] = [:]

    package init(_ before: RecordState, for ops: ArraySlice<Op>) {
        byteCount = before.byteCount
        awaitedCount = before.awaited.count
        let (growth, named) = ops.growthMax
        let most = byteCount + growth
        let awaitedMost = awaitedCount + named
        isAmple =
            most <= MergeLimits.recordBytesMax && awaitedMost <= MergeLimits.replacesMax
        guard !isAmple else { return }
        for entry in before.entries { live[entry.id] = entry.byteCount }
    }

    /// Whether an op fits; if so, it counts from now on.
    ///
    /// - Parameter hasArrived: as for `RecordState.apply`: a name that has not is awaited.
    package mutating func takes(
        _ op: Op, hasArrived: (ChangeSetID) throws -> Bool
    ) rethrows -> Bool {
        guard !isAmple else { return true }
        var growth = op.value == nil ? 0 : RecordRoom.size(of: op, value: op.value)
        var awaited = 0
        let named = Set(op.replaces)
        for name in named {
            if let size = live[name] {
                growth -= size
            } else if try !hasArrived(name.changeSet) {
                awaited += 1
            }
        }
        growth += awaited * RecordRoom.size(of: op, value: nil)
        guard growth <= 0 || byteCount + growth <= MergeLimits.recordBytesMax,
            awaited == 0 || awaitedCount + awaited <= MergeLimits.replacesMax
        else { return false }
        byteCount += growth
        awaitedCount += awaited
        for name in named { live[name] = nil }
        return true
    }

    private static func size(of op: Op, value: Bytes?) -> Int {
        Entry.byteCount(attribute: op.attribute, key: op.key, value: value)
    }
}

extension ArraySlice<Op> {
    /// How much they can add to a record at most, and how many entries they name.
    fileprivate var growthMax: (byteCount: Int, named: Int) {
        var (byteCount, namedCount) = (0, 0)
        for place in indices {
            let named = self[place].replaces.count
            let bare = Entry.byteCount(
                attribute: self[place].attribute, key: self[place].key, value: nil)
            byteCount += named * bare
            if let value = self[place].value?.count { byteCount += bare + value }
            namedCount += named
        }
        return (byteCount, namedCount)
    }
}
