internal import Merge

// An op may name entries that live no more; where each of them stood, only the history knows. A
// change set may name sixty thousand, each from another change set of the history, and every one
// of those is opened to be looked into. So they are looked up together, change set by change set:
// each is opened once, however the ops that name its entries are mixed.

/// Where the entries stood that one change set names and that do not live where it names them.
final class EndedEntries {
    private let sealed: SealedChangeSet
    private var found: [EntryID: Target]?
    /// How many were looked up in the history.
    private(set) var lookUpCount = 0

    /// A target with bytes of its own: a slice would hold the whole change set.
    private struct Target {
        let record: RecordID
        let attribute: String
        let key: [UInt8]
    }

    init(of sealed: SealedChangeSet) {
        self.sealed = sealed
    }

    /// Whether an entry stood where an op names it; `false` also for one that nobody wrote.
    func stood(_ entry: EntryID, at op: Op, _ ledger: some HubLedger) throws -> Bool {
        let known = try found ?? lookUp(ledger)
        found = known
        return known[entry].map {
            $0.record == op.record && $0.attribute == op.attribute && $0.key[...] == op.key
        } ?? false
    }

    private func lookUp(_ ledger: some HubLedger) throws -> [EntryID: Target] {
        var named: Set<EntryID> = []
        for op in sealed.content.ops where !op.replaces.isEmpty {
            let state = try ledger.record(op.record)?.state
            for entry in op.replaces
            where state?.holds(entry, at: op.attribute, key: op.key) != true {
                named.insert(entry)
            }
        }
        var found: [EntryID: Target] = [:]
        for entry in named.sorted() where entry.changeSet != sealed.id {
            lookUpCount += 1
            guard let op = try ledger.op(of: entry) else { continue }
            found[entry] = Target(record: op.record, attribute: op.attribute, key: Array(op.key))
        }
        return found
    }
}
