/// Many ops folded into one record: what `RecordState.apply` does one by one, with the entries in a
/// table by id and put in order once, so that each op costs what it names and no more.
struct RecordFold {
    private var live: [EntryID: Entry]
    private var awaited: Set<AwaitedEntry>
    /// How many entries were looked at.
    private(set) var lookCount = 0

    init(_ state: RecordState) {
        self.live = Dictionary(state.entries.map { ($0.id, $0) }) { first, _ in first }
        self.awaited = state.awaited
    }

    var state: RecordState {
        RecordState(entries: Array(live.values), awaited: awaited)
    }

    mutating func apply(
        _ op: Op, id: EntryID, origin: Origin, hasArrived: (ChangeSetID) -> Bool
    ) {
        for replaced in op.replaces where replaced != id {
            lookCount += 1
            if let entry = live[replaced] {
                guard entry.isAt(attribute: op.attribute, key: op.key) else { continue }
                live[replaced] = nil
            } else if !hasArrived(replaced.changeSet) {
                awaited.insert(AwaitedEntry(id: replaced, attribute: op.attribute, key: op.key))
            }
        }
        guard let value = op.value else { return }
        lookCount += 1
        let death = AwaitedEntry(id: id, attribute: op.attribute, key: op.key)
        guard awaited.isEmpty || awaited.remove(death) == nil, live[id] == nil else { return }
        live[id] = Entry(
            id: id, attribute: op.attribute, key: op.key, value: value, origin: origin)
    }
}
