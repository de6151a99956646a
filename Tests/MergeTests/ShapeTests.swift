import Testing

@testable import Merge

/// Records that are made in one go, and what is remembered from one to the next.
struct ShapeTests {
    private let origin = Sample.origin(EntryID(changeSet: ChangeSetID(bits: 7), index: 0))

    private func ops(_ dice: inout Dice) -> [Op] {
        let type = ["one", "two"][dice.below(2)]
        let names = ["delta", "alpha", "charlie", "bravo"].prefix(1 + dice.below(4))
        let attributes = dice.isLucky(50) ? Array(names) : names + [names[0], names[0]]
        return attributes.map { attribute in
            Op(
                record: RecordID(bits: 1), type: type, attribute: attribute,
                key: dice.isLucky(30) ? dice.bytes(dice.below(3)) : [],
                value: dice.bytes(dice.below(9)))
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `what is made in one go is what one op after the other makes`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let shape = FoldShape()
        for number in 0..<12 {
            let ops = ops(&dice)
            let made = RecordState.created(by: ops[...], first: number, origin: origin, like: shape)
            var folded = RecordState()
            for (index, op) in ops.enumerated() {
                let id = EntryID(changeSet: origin.changeSet, index: UInt32(number + index))
                folded.apply(op, id: id, origin: origin) { _ in true }
            }
            #expect(made == folded, "seed \(seed)")
            var (left, right) = (NameTable(), NameTable())
            #expect(made?.packed(names: &left) == folded.packed(names: &right))
            #expect(left == right)
        }
    }

    @Test func `an op that ends something makes no new record`() {
        let seen = EntryID(changeSet: ChangeSetID(bits: 1), index: 0)
        for ops in [[Sample.op(replaces: [seen])], [Sample.op(), Sample.op(value: nil)]] {
            #expect(
                RecordState.created(by: ops[...], first: 0, origin: origin, like: FoldShape())
                    == nil)
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `some of a record's entries are a record's entries`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let entries = (0..<20).map {
            Sample.entry(
                UInt128($0 % 5), ["a", "b", "c"][dice.below(3)], key: Value([.int(Int64($0))]))
        }
        let state = RecordState(entries: entries)
        let wanted = Set((0..<20).filter { _ in dice.isLucky(40) }.map { state.entries[$0].key })
        let taken = state.entries.taking { reader, place in
            wanted.contains(state.entries[place].key)
        }
        #expect(Array(taken) == state.entries.filter { wanted.contains($0.key) })
        #expect(Set(taken.map(\.origin)).count == taken.origins.count)
    }

    @Test func `ops of several records are told apart, in a row or not`() {
        let ops = [1, 1, 2, 1, 3].map { number in
            Op(record: RecordID(bits: number), type: "t", attribute: "a", value: [])
        }
        let blocks = RecordOps.all(of: ops)
        #expect(blocks.map(\.record) == [1, 2, 3].map { RecordID(bits: $0) })
        #expect(
            blocks.map { block in (0..<block.count).map(block.number) } == [[0, 1, 3], [2], [4]])
        #expect(blocks.map(\.firstOfRow) == [nil, 2, 4])
    }
}
