// A record is a fold over a growing set of change sets. Its state is the set of entries that no
// accepted op replaces, and nothing else: no clock row per field, no tombstones, no policy.
//
//     A writes phone = 1            -> {A/0: 1}
//     B, having seen A/0, writes 2  -> {B/0: 2}           B/0 replaces A/0
//     C, having seen A/0, writes 3  -> {B/0: 2, C/0: 3}   siblings: B and C did not see each other
//     D, having seen both, writes 4 -> {D/0: 4}
//
// Any order of arrival ends in the same set. When B arrives before A, A/0 is *awaited*: it is dead
// on arrival, but only at the attribute and key that B wrote, so nobody deletes what he could not
// write.

/// The live entries of one record, in one order, so that equal states encode equally.
package struct RecordState: Equatable, Sendable {
    /// Sorted by attribute, key and entry id.
    package private(set) var entries: [Entry]
    /// Entries that were replaced before they arrived.
    package private(set) var awaited: Set<AwaitedEntry>

    package init(entries: [Entry] = [], awaited: Set<AwaitedEntry> = []) {
        self.entries =
            RecordState.isOrdered(entries)
            ? entries
            : entries.sorted { $0.precedes(attribute: $1.attribute, key: $1.key, id: $1.id) }
        self.awaited = awaited
    }

    /// What a peer sends is usually in order already, and entries are costly to move.
    private static func isOrdered(_ entries: [Entry]) -> Bool {
        entries.indices.dropFirst().allSatisfy { index in
            let entry = entries[index]
            return entries[index - 1].precedes(
                attribute: entry.attribute, key: entry.key, id: entry.id)
        }
    }

    /// Reads back what was encoded in order, without sorting again.
    init(sortedEntries: [Entry], awaited: Set<AwaitedEntry>) {
        self.entries = sortedEntries
        self.awaited = awaited
    }

    /// These entries where `isKept` says so, and new ones; both stand in order: nothing is sorted.
    package func merged(
        with new: [Entry], keeping isKept: (Entry) -> Bool
    ) -> RecordState {
        guard RecordState.isOrdered(new) else {
            return RecordState(entries: entries.filter(isKept) + new)
        }
        var merged: [Entry] = []
        merged.reserveCapacity(entries.count + new.count)
        var next = 0
        for place in entries.indices where isKept(entries[place]) {
            while next < new.count,
                new[next].precedes(
                    attribute: entries[place].attribute, key: entries[place].key,
                    id: entries[place].id)
            {
                merged.append(new[next])
                next += 1
            }
            merged.append(entries[place])
        }
        merged.append(contentsOf: new[next...])
        return RecordState(sortedEntries: merged, awaited: [])
    }

    /// The state of a record that these ops create: sorted once instead of inserted one by one.
    ///
    /// - Parameters:
    ///   - indexes: which of `ops` write to the record, ascending.
    ///   - first: the index of `ops`' first one in the change set.
    /// - Returns: `nil` when an op removes or replaces something, which `apply` must see to.
    package static func created(
        by ops: [Op], at indexes: [Int], first: Int = 0, of changeSet: ChangeSetID,
        origin: Origin
    ) -> RecordState? {
        guard indexes.allSatisfy({ ops[$0].value != nil && ops[$0].replaces.isEmpty }) else {
            return nil
        }
        let order = indexes.sorted { left, right in
            guard ops[left].attribute == ops[right].attribute else {
                return ops[left].attribute < ops[right].attribute
            }
            return ops[left].key == ops[right].key
                ? left < right : ops[left].key < ops[right].key
        }
        var entries: [Entry] = []
        entries.reserveCapacity(order.count)
        for index in order {
            entries.append(
                Entry(
                    id: EntryID(changeSet: changeSet, index: UInt32(first + index)),
                    attribute: ops[index].attribute, key: ops[index].key,
                    value: ops[index].value ?? [], origin: origin))
        }
        return RecordState(sortedEntries: entries, awaited: [])
    }

    /// Makes room for that many more entries at once.
    package mutating func reserve(_ count: Int) {
        entries.reserveCapacity(entries.count + count)
    }

    package var isEmpty: Bool { entries.isEmpty && awaited.isEmpty }

    /// Folds one accepted op in.
    ///
    /// Total: no op can make it fail. Callers fold each change set once: repeating an op whose
    /// entry has been ended since would bring that entry back.
    ///
    /// - Parameter hasArrived: whether a named change set was folded before; if so, an entry of it
    ///   that is not alive here is dead for good and need not be awaited.
    package mutating func apply(
        _ op: Op, id: EntryID, origin: Origin, hasArrived: (ChangeSetID) -> Bool
    ) {
        for replaced in op.replaces where replaced != id {
            if let index = entries.firstIndex(where: { $0.id == replaced }) {
                guard entries[index].isAt(attribute: op.attribute, key: op.key) else { continue }
                entries.remove(at: index)
            } else if !hasArrived(replaced.changeSet) {
                awaited.insert(
                    AwaitedEntry(id: replaced, attribute: op.attribute, key: op.key))
            }
        }
        guard let value = op.value else { return }
        insert(
            Entry(id: id, attribute: op.attribute, key: op.key, value: value, origin: origin))
    }

    /// Folds many accepted ops in, in order, as `apply` does one: where record and ops are large,
    /// entries are looked up instead of searched for.
    package mutating func apply(
        _ ops: [Op], ids: [EntryID], origin: Origin, hasArrived: (ChangeSetID) -> Bool
    ) {
        guard ops.count > RecordState.fewOps, ops.count + entries.count > RecordState.fewEntries
        else {
            reserve(ops.count)
            for (op, id) in zip(ops, ids) {
                apply(op, id: id, origin: origin, hasArrived: hasArrived)
            }
            return
        }
        var fold = RecordFold(self)
        for (op, id) in zip(ops, ids) {
            fold.apply(op, id: id, origin: origin, hasArrived: hasArrived)
        }
        self = fold.state
    }

    /// Up to here a search costs less than a table.
    private static let fewOps = 8
    private static let fewEntries = 256

    private mutating func insert(_ entry: Entry) {
        if !awaited.isEmpty {
            let death = AwaitedEntry(id: entry.id, attribute: entry.attribute, key: entry.key)
            guard awaited.remove(death) == nil else { return }
        }
        if let last = entries.last,
            last.precedes(attribute: entry.attribute, key: entry.key, id: entry.id)
        {
            entries.append(entry)
            return
        }
        let place = firstIndex {
            !$0.precedes(attribute: entry.attribute, key: entry.key, id: entry.id)
        }
        guard place == entries.count || entries[place].id != entry.id else { return }
        entries.insert(entry, at: place)
    }

    /// Where the entries begin that `isReached` holds for; it holds for none before and all after.
    private func firstIndex(where isReached: (Entry) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isReached(entries[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The live entries of one attribute, ordered by key and entry id.
    package func entries(of attribute: String) -> ArraySlice<Entry> {
        let start = firstIndex { !($0.attribute < attribute) }
        var end = start
        while end < entries.count, entries[end].attribute == attribute {
            guard end - start < RecordState.fewOps else {
                end = firstIndex { attribute < $0.attribute }
                break
            }
            end += 1
        }
        return entries[start..<end]
    }

    /// The live entries of one attribute and key, ordered by entry id.
    package func entries(of attribute: String, key: Bytes) -> ArraySlice<Entry> {
        let start = firstIndex {
            $0.attribute == attribute ? !($0.key < key) : !($0.attribute < attribute)
        }
        var end = start
        while end < entries.count, entries[end].isAt(attribute: attribute, key: key) { end += 1 }
        return entries[start..<end]
    }

    /// The live entries a new write to this attribute and key must name.
    package func seen(_ attribute: String, key: Bytes = []) -> [EntryID] {
        entries(of: attribute, key: key).map(\.id)
    }

    package func entry(_ id: EntryID) -> Entry? {
        entries.first { $0.id == id }
    }

    /// Whether an entry is live at this attribute and key; it is not looked for elsewhere.
    package func holds(_ id: EntryID, at attribute: String, key: Bytes) -> Bool {
        let place = firstIndex { !$0.precedes(attribute: attribute, key: key, id: id) }
        return place < entries.count && entries[place].id == id
            && entries[place].isAt(attribute: attribute, key: key)
    }
}
