/// Ops folded into one record, each at the cost of what it names; the entries are put in order
/// once, at the end.
struct RecordFold {
    private let base: Entries
    /// Which entries of the base an op has ended.
    private var isEnded: [Bool]
    private var awaited: Set<AwaitedEntry>
    /// What the ops added, whether or not a later one has ended it.
    private var added: EntryDraft
    private var isAddedEnded: [Bool] = []
    /// The ids of the added entries, in the order of their coming.
    private var addedIDs: [EntryID] = []
    /// The same as places by id, once they are too many to walk through.
    private var addedPlaces: [EntryID: Int] = [:]
    /// The base's entries by id; made when a name is not found where the op writes.
    private var places: [EntryID: Int]?
    /// How many entries were looked at.
    private(set) var lookCount = 0

    /// - Parameter ops: those that are to come, for the names of their attributes.
    init(_ state: RecordState, naming ops: [Op] = []) {
        self.base = state.entries
        self.isEnded = Array(repeating: false, count: base.count)
        self.awaited = state.awaited
        self.added = EntryDraft(base.names.including(ops.lazy.map(\.attribute)))
    }

    var state: RecordState {
        let splice = EntrySplice(
            base: base, isDropped: isEnded, new: added.asTheyCame, isLeft: isAddedEnded)
        return RecordState(entries: splice.merged, awaited: awaited)
    }

    /// Folds one accepted op in.
    ///
    /// - Parameter hasArrived: as for `RecordState.apply`.
    mutating func apply(
        _ op: Op, id: EntryID, origin: Origin, hasArrived: (ChangeSetID) -> Bool
    ) {
        for replaced in op.replaces where replaced != id {
            lookCount += 1
            end(replaced, by: op, hasArrived: hasArrived)
        }
        guard let value = op.value else { return }
        lookCount += 1
        if !awaited.isEmpty {
            let death = AwaitedEntry(id: id, attribute: op.attribute, key: op.key)
            guard awaited.remove(death) == nil else { return }
        }
        let isThere = place(of: id, at: op).map { !isEnded[$0] } ?? false
        guard !isThere, addedPlace(of: id) == nil else { return }
        note(id)
        added.add(
            rank: rank(of: op.attribute), key: op.key, value: value, index: id.index,
            origin: origin)
    }

    private mutating func end(
        _ replaced: EntryID, by op: Op, hasArrived: (ChangeSetID) -> Bool
    ) {
        if let place = place(of: replaced, at: op), !isEnded[place] {
            isEnded[place] = true
        } else if let place = addedPlace(of: replaced) {
            guard added.isAt(place, rank: rank(of: op.attribute), key: op.key) else { return }
            isAddedEnded[place] = true
        } else if !livesElsewhere(replaced), !hasArrived(replaced.changeSet) {
            awaited.insert(AwaitedEntry(id: replaced, attribute: op.attribute, key: op.key))
        }
    }

    private static let walkedMax = 16

    private mutating func note(_ id: EntryID) {
        addedIDs.append(id)
        isAddedEnded.append(false)
        guard addedIDs.count > RecordFold.walkedMax else { return }
        let first = addedPlaces.isEmpty ? 0 : addedIDs.count - 1
        for place in first..<addedIDs.count { addedPlaces[addedIDs[place]] = place }
    }

    /// The place of an added entry that no op has ended.
    private func addedPlace(of id: EntryID) -> Int? {
        let place =
            addedIDs.count > RecordFold.walkedMax
            ? addedPlaces[id] : addedIDs.lastIndex { $0 == id }
        return place.flatMap { isAddedEnded[$0] ? nil : $0 }
    }

    private mutating func rank(of attribute: String) -> Int {
        if let rank = added.names.rank(of: attribute) { return rank }
        added.rename(in: added.names.including([attribute]))
        return added.names.rank(of: attribute) ?? 0
    }

    /// Where an entry of the base stands at an op's attribute and key.
    private func place(of id: EntryID, at op: Op) -> Int? {
        base.place(of: id, at: op.attribute, key: op.key)
    }

    private mutating func livesElsewhere(_ id: EntryID) -> Bool {
        if places == nil {
            places = base.reading { reader in
                Dictionary((0..<reader.count).map { (reader.id($0), $0) }) { first, _ in first }
            }
        }
        return places?[id].map { !isEnded[$0] } ?? false
    }
}
