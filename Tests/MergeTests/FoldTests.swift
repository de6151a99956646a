import Merge
import Testing

/// The fold over a growing set: order, doubling, loss and batching change nothing.
struct FoldTests {
    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `any order, doubling and late arrival folds to the same bytes`(seed: UInt64) {
        let history = RandomHistory(seed: seed)
        var dice = Dice(seed: seed &+ 1_000_000)
        var reference = FoldedSet()
        for sealed in history.changeSets { reference.take(sealed) }
        for _ in 0..<4 {
            var other = FoldedSet()
            let isLate = history.changeSets.map { _ in dice.isLucky(30) }
            var late: [SealedChangeSet] = []
            for (sealed, isLate) in zip(history.changeSets, isLate).shuffled(using: &dice) {
                if isLate { late.append(sealed) } else { other.take(sealed) }
                if dice.isLucky(30) { other.take(history.changeSets[dice.below(24)]) }
            }
            for sealed in late.shuffled(using: &dice) { other.take(sealed) }
            for record in history.records {
                #expect(other.bytes(of: record) == reference.bytes(of: record), "seed \(seed)")
                #expect(other.packed(record) == reference.packed(record), "seed \(seed)")
            }
        }
    }

    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `an entry lives exactly if nobody names it where it stands`(seed: UInt64) {
        let history = RandomHistory(seed: seed)
        var dice = Dice(seed: seed)
        var folded = FoldedSet()
        for sealed in history.changeSets.shuffled(using: &dice) { folded.take(sealed) }
        for record in history.records {
            let live = Set((folded.states[record]?.entries ?? []).map(\.id))
            #expect(live == history.survivors(of: record), "seed \(seed)")
            #expect(folded.states[record]?.awaited.isEmpty != false, "seed \(seed)")
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `the fold is total`(seed: UInt64) {
        var dice = Dice(seed: seed)
        var state = RecordState()
        var ids = [
            EntryID(changeSet: ChangeSetID(bits: 0), index: 0),
            EntryID(changeSet: ChangeSetID(bits: .max), index: .max),
        ]
        for _ in 0..<200 {
            let id = EntryID(
                changeSet: ChangeSetID(bits: UInt128(dice.below(6))),
                index: dice.isLucky(10) ? .max : UInt32(dice.below(4)))
            let replaces = (0..<dice.below(4)).map { _ in ids[dice.below(ids.count)] } + [id]
            let op = Op(
                record: RecordID(bits: 1), type: "t", attribute: ["a", "b"][dice.below(2)],
                key: dice.bytes(dice.below(3)), value: dice.isLucky(80) ? dice.bytes(4) : nil,
                replaces: replaces)
            let origin = Origin(
                changeSet: id.changeSet, position: dice.next(),
                effectiveAt: Timestamp(milliseconds: Int64(bitPattern: dice.next())),
                replica: ReplicaID(bits: 0), actor: nil)
            let hasArrived = dice.isLucky(50)
            state.apply(op, id: id, origin: origin) { _ in hasArrived }
            ids.append(id)
        }
        let sorted = RecordState(entries: state.entries.shuffled(using: &dice))
        #expect(sorted.canonicalBytes == state.canonicalBytes, "seed \(seed)")
    }

    @Test func `two ops that replace each other both end, in any order`() {
        let first = EntryID(changeSet: ChangeSetID(bits: 1), index: 0)
        let second = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        for order in [[first, second], [second, first]] {
            var state = RecordState()
            for id in order {
                let other = id == first ? second : first
                state.apply(Sample.op(replaces: [other]), id: id, origin: Sample.origin(id)) { _ in
                    false
                }
            }
            #expect(state.entries.isEmpty)
            #expect(state.awaited.isEmpty)
        }
    }

    @Test func `naming an entry of another attribute or key ends nothing`() {
        let victim = EntryID(changeSet: ChangeSetID(bits: 1), index: 0)
        let attacker = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        for (attribute, key) in [("b", [] as Bytes), ("a", [7])] {
            let attack = Sample.op(attribute, key: key, value: nil, replaces: [victim])
            var before = RecordState()
            before.apply(Sample.op(), id: victim, origin: Sample.origin(victim)) { _ in false }
            before.apply(attack, id: attacker, origin: Sample.origin(attacker)) { _ in false }
            #expect(before.entries.map(\.id) == [victim])
            var after = RecordState()
            after.apply(attack, id: attacker, origin: Sample.origin(attacker)) { _ in false }
            after.apply(Sample.op(), id: victim, origin: Sample.origin(victim)) { _ in false }
            #expect(after.entries.map(\.id) == [victim])
        }
    }

    @Test func `an entry replaced before it arrives is dead on arrival`() {
        let early = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        let late = EntryID(changeSet: ChangeSetID(bits: 1), index: 0)
        var state = RecordState()
        state.apply(Sample.op(replaces: [late]), id: early, origin: Sample.origin(early)) { _ in
            false
        }
        #expect(state.awaited == [AwaitedEntry(id: late, attribute: "a", key: [])])
        state.apply(Sample.op(), id: late, origin: Sample.origin(late)) { _ in false }
        #expect(state.entries.map(\.id) == [early])
        #expect(state.awaited.isEmpty)
    }

    @Test func `what has arrived is never awaited`() {
        let id = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        let gone = EntryID(changeSet: ChangeSetID(bits: 1), index: 9)
        var state = RecordState()
        state.apply(Sample.op(replaces: [gone]), id: id, origin: Sample.origin(id)) { _ in true }
        #expect(state.awaited.isEmpty)
    }

    @Test func `folding an entry that stands changes nothing`() {
        let id = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        var state = RecordState()
        state.apply(Sample.op(), id: id, origin: Sample.origin(id)) { _ in false }
        let once = state
        state.apply(Sample.op(), id: id, origin: Sample.origin(id)) { _ in false }
        #expect(state == once)
    }

    @Test func `three early edits never beat one later edit that saw them`() {
        var state = RecordState()
        var seen: [EntryID] = []
        for bits in 1...3 as ClosedRange<UInt128> {
            let id = EntryID(changeSet: ChangeSetID(bits: bits), index: 0)
            state.apply(Sample.op(replaces: []), id: id, origin: Sample.origin(id)) { _ in false }
            seen.append(id)
        }
        let last = EntryID(changeSet: ChangeSetID(bits: 4), index: 0)
        state.apply(Sample.op(replaces: seen), id: last, origin: Sample.origin(last)) { _ in false }
        #expect(state.entries.map(\.id) == [last])
    }
}
