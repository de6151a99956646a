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
    /// The added entries that none has ended, by id.
    private var addedPlaces: [EntryID: (place: Int, target: Op)] = [:]
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
        guard !isThere, addedPlaces[id] == nil else { return }
        addedPlaces[id] = (added.count, op)
        isAddedEnded.append(false)
        added.add(
            rank: rank(of: op.attribute), key: op.key, value: value, index: id.index,
            origin: origin)
    }

    private mutating func end(
        _ replaced: EntryID, by op: Op, hasArrived: (ChangeSetID) -> Bool
    ) {
        if let place = place(of: replaced, at: op), !isEnded[place] {
            isEnded[place] = true
        } else if let (place, writer) = addedPlaces[replaced] {
            guard writer.hasSameTarget(as: op) else { return }
            isAddedEnded[place] = true
            addedPlaces[replaced] = nil
        } else if !livesElsewhere(replaced), !hasArrived(replaced.changeSet) {
            awaited.insert(AwaitedEntry(id: replaced, attribute: op.attribute, key: op.key))
        }
    }

    private mutating func rank(of attribute: String) -> Int {
        if let rank = added.names.rank(of: attribute) { return rank }
        added.rename(in: added.names.including([attribute]))
        return added.names.rank(of: attribute) ?? 0
    }

    /// Where an entry of the base stands at an op's attribute and key.
    private func place(of id: EntryID, at op: Op) -> Int? {
        guard let rank = base.names.rank(of: op.attribute) else { return nil }
        return base.reading { reader in
            op.key.withUnsafeBytes { key in
                let place = reader.firstPlace(rank: rank, key: key, id: id)
                let isHere =
                    place < reader.count && reader.id(place) == id
                    && reader.isAt(place, rank: rank, key: key)
                return isHere ? place : nil
            }
        }
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
