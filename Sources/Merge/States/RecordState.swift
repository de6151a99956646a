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
    package private(set) var entries: Entries
    /// Entries that were replaced before they arrived.
    package private(set) var awaited: Set<AwaitedEntry>

    /// Of a record that nobody has written yet.
    package init() {
        self.init(entries: .none, awaited: [])
    }

    package init(entries: some Sequence<Entry>, awaited: Set<AwaitedEntry> = []) {
        self.init(entries: Entries(entries), awaited: awaited)
    }

    /// - Parameter entries: in whatever order a peer has sent them.
    package init(sorting entries: Entries) {
        self.init(
            entries: entries.isOrdered
                ? entries : EntrySplice(base: .none, new: entries).merged, awaited: [])
    }

    /// Of entries that are in order.
    init(entries: Entries, awaited: Set<AwaitedEntry>) {
        self.entries = entries
        self.awaited = awaited
    }

    /// These entries where `isKept` says so, and new ones.
    package func merged(
        with new: Entries, keeping isKept: (EntryReader, Int) -> Bool
    ) -> RecordState {
        let isDropped = entries.reading { reader in
            (0..<reader.count).map { !isKept(reader, $0) }
        }
        let splice = EntrySplice(base: entries, isDropped: isDropped, new: new)
        return RecordState(entries: splice.merged, awaited: [])
    }

    /// The state of a record that these ops create, without looking for what they end.
    ///
    /// - Parameters:
    ///   - ops: all of one record.
    ///   - first: the index of the first of them in the change set; they stand in a row there.
    ///   - shape: how the records before stood.
    /// - Returns: `nil` when an op removes or replaces something, which `apply` must see to.
    package static func created(
        by ops: ArraySlice<Op>, first: Int, origin: Origin, like shape: FoldShape
    ) -> RecordState? {
        guard ops.allSatisfy({ $0.value != nil && $0.replaces.isEmpty }) else { return nil }
        return RecordState(
            entries: Entries(of: ops, first: first, origin: origin, like: shape), awaited: [])
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
        apply([op], ids: [id], origin: origin, hasArrived: hasArrived)
    }

    /// Folds many accepted ops in, in order, as `apply` does one.
    package mutating func apply(
        _ ops: [Op], ids: [EntryID], origin: Origin, hasArrived: (ChangeSetID) -> Bool
    ) {
        var fold = RecordFold(self, naming: ops)
        for (op, id) in zip(ops, ids) {
            fold.apply(op, id: id, origin: origin, hasArrived: hasArrived)
        }
        self = fold.state
    }

    /// The live entries of one attribute, ordered by key and entry id.
    package func entries(of attribute: String) -> ArraySlice<Entry> {
        made(entries.places(of: attribute))
    }

    /// The live entries of one attribute and key, ordered by entry id.
    package func entries(of attribute: String, key: Bytes) -> ArraySlice<Entry> {
        made(entries.places(of: attribute, key: key))
    }

    private func made(_ places: Range<Int>) -> ArraySlice<Entry> {
        places.isEmpty ? [] : places.map { entries[$0] }[...]
    }

    /// Whether an attribute has any live entry.
    package func holds(_ attribute: String) -> Bool { !entries.places(of: attribute).isEmpty }

    /// The live entries a new write to this attribute and key must name.
    package func seen(_ attribute: String, key: Bytes = []) -> [EntryID] {
        entries.places(of: attribute, key: key).map { entries.id($0) }
    }

    /// The live entry of that name, looked for in all of them.
    package func entry(_ id: EntryID) -> Entry? {
        entries.indices.first { entries.id($0) == id }.map { entries[$0] }
    }

    /// Whether an entry is live at this attribute and key; it is not looked for elsewhere.
    package func holds(_ id: EntryID, at attribute: String, key: Bytes) -> Bool {
        entries.place(of: id, at: attribute, key: key) != nil
    }
}
