import Testing

@testable import Merge

/// Thousands of ops on one record.
struct ManyOpsTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `folded together they come to what they come to one by one`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let entries = (0..<300).map { index in
            let id = EntryID(changeSet: ChangeSetID(bits: 1), index: UInt32(index))
            return Entry(
                id: id, attribute: ["a", "b"][dice.below(2)], key: dice.bytes(dice.below(2)),
                value: [1], origin: Sample.origin(id))
        }
        let before = RecordState(entries: entries)
        var ops: [Op] = []
        var ids: [EntryID] = []
        for number in 0..<60 {
            let seen = (0..<dice.below(4)).map { _ in
                dice.isLucky(70)
                    ? entries[dice.below(300)].id
                    : EntryID(
                        changeSet: ChangeSetID(bits: UInt128(2 + dice.below(2))),
                        index: UInt32(dice.below(60)))
            }
            let target = seen.first.flatMap { before.entry($0) }
            ops.append(
                Op(
                    record: RecordID(bits: 1), type: "t", attribute: target?.attribute ?? "a",
                    key: target?.key ?? [], value: dice.isLucky(80) ? dice.bytes(3) : nil,
                    replaces: seen))
            ids.append(EntryID(changeSet: ChangeSetID(bits: 2), index: UInt32(number)))
        }
        let origin = Sample.origin(ids[0])
        var single = before
        for (op, id) in zip(ops, ids) {
            single.apply(op, id: id, origin: origin) { $0 == ChangeSetID(bits: 2) }
        }
        var together = before
        together.apply(ops, ids: ids, origin: origin) { $0 == ChangeSetID(bits: 2) }
        #expect(together == single, "seed \(seed)")
    }

    @Test(arguments: [1_000, 2_000, 4_000])
    func `each op looks at what it names and at nothing else`(count: Int) {
        let entries = (0..<count).map { index in
            let id = EntryID(changeSet: ChangeSetID(bits: 1), index: UInt32(index))
            return Entry(
                id: id, attribute: "a", key: Value([.int(Int64(index))]).encoded, value: [1],
                origin: Sample.origin(id))
        }
        var fold = RecordFold(RecordState(entries: entries))
        for (index, entry) in entries.enumerated() {
            let id = EntryID(changeSet: ChangeSetID(bits: 2), index: UInt32(index))
            fold.apply(
                Sample.op("a", key: entry.key, replaces: [entry.id]), id: id,
                origin: Sample.origin(id)
            ) { _ in true }
        }
        #expect(fold.lookCount == 2 * count)
        #expect(fold.state.entries.count == count)
        #expect(fold.state.entries.allSatisfy { $0.id.changeSet == ChangeSetID(bits: 2) })
    }

    @Test func `entries are found by attribute, key and id`() {
        let entries = (0..<600).map { index in
            let id = EntryID(changeSet: ChangeSetID(bits: 1), index: UInt32(index))
            return Entry(
                id: id, attribute: ["a", "b", "c"][index % 3], key: [UInt8(index / 3 % 5)],
                value: [1], origin: Sample.origin(id))
        }
        let state = RecordState(entries: entries)
        for attribute in ["", "a", "ab", "b", "c", "d"] {
            let all = state.entries.filter { $0.attribute == attribute }
            #expect(Array(state.entries(of: attribute)) == all)
            for key in 0..<6 {
                let wanted = all.filter { $0.key == [UInt8(key)] }
                #expect(Array(state.entries(of: attribute, key: [UInt8(key)])) == wanted)
                #expect(state.seen(attribute, key: [UInt8(key)]) == wanted.map(\.id))
            }
        }
        for entry in entries {
            #expect(state.holds(entry.id, at: entry.attribute, key: entry.key))
            #expect(!state.holds(entry.id, at: entry.attribute, key: [9]))
            #expect(!state.holds(entry.id, at: "d", key: entry.key))
        }
    }
}
