import Merge
import Testing

/// Each bound holds at its edge and refuses one more.
struct LimitTests {
    private func opens(_ ops: [Op], reason: String = "") -> Bool {
        let sealed = SealedChangeSet(sealing: Sample.changeSet(ops: ops, reason: reason))
        return (try? SealedChangeSet(opening: sealed.bytes)) != nil
    }

    @Test func `a reason may be as long as its limit`() {
        let max = MergeLimits.reasonBytesMax
        #expect(opens([Sample.op()], reason: String(repeating: "r", count: max)))
        #expect(!opens([Sample.op()], reason: String(repeating: "r", count: max + 1)))
    }

    @Test func `a name may be as long as its limit`() {
        let max = MergeLimits.nameBytesMax
        #expect(opens([Sample.op(String(repeating: "n", count: max))]))
        #expect(!opens([Sample.op(String(repeating: "n", count: max + 1))]))
    }

    @Test(arguments: ["", "1a", "a-b", "a b", "é", "_a", "a\u{0}"])
    func `what is no identifier is no name`(name: String) {
        #expect(!opens([Sample.op(name)]))
        #expect(!NameTable.isName(name))
    }

    @Test func `a key and a value may be as long as their limits`() {
        let key = MergeLimits.keyBytesMax
        #expect(opens([Sample.op(key: Bytes(repeating: 1, count: key))]))
        #expect(!opens([Sample.op(key: Bytes(repeating: 1, count: key + 1))]))
        let value = MergeLimits.valueBytesMax
        #expect(opens([Sample.op(value: Bytes(repeating: 1, count: value))]))
        #expect(!opens([Sample.op(value: Bytes(repeating: 1, count: value + 1))]))
    }

    @Test func `an op may name as many entries as the limit`() {
        let entries = (0...MergeLimits.replacesMax).map {
            EntryID(changeSet: ChangeSetID(bits: 1), index: UInt32($0))
        }
        #expect(opens([Sample.op(replaces: Array(entries.dropLast()))]))
        #expect(!opens([Sample.op(replaces: entries)]))
    }

    @Test func `an entry's index is below the most ops there can be`() {
        let named = { (index: Int) in
            [EntryID(changeSet: ChangeSetID(bits: 1), index: UInt32(index))]
        }
        #expect(opens([Sample.op(replaces: named(MergeLimits.opsMax - 1))]))
        #expect(!opens([Sample.op(replaces: named(MergeLimits.opsMax))]))
    }

    @Test func `a change set may hold as many ops as the limit`() {
        let ops = [Op](repeating: Sample.op(value: []), count: MergeLimits.opsMax)
        #expect(opens(ops))
        #expect(!opens(ops + [Sample.op()]))
    }

    @Test func `a change set may hold as many names as the limit`() {
        let ops = (1...MergeLimits.namesMax).map { Sample.op("n\($0)") }
        #expect(opens(Array(ops.dropLast())))
        #expect(!opens(ops))
    }

    @Test func `a change set may be as large as its limit`() throws {
        let filler = { (count: Int) in
            SealedChangeSet(
                sealing: Sample.changeSet(ops: [
                    Sample.op(value: Bytes(repeating: 0, count: 480_000)),
                    Sample.op(value: Bytes(repeating: 0, count: 50_000)),
                    Sample.op(value: Bytes(repeating: 0, count: count)),
                ])
            ).bytes
        }
        let rest = MergeLimits.changeSetBytesMax - filler(480_000).count
        let edge = filler(480_000 + rest)
        #expect(edge.count == MergeLimits.changeSetBytesMax)
        #expect(try SealedChangeSet(opening: edge).content.ops.count == 3)
        let over = Bytes(repeating: 0, count: MergeLimits.changeSetBytesMax + 1)
        #expect(
            throws: MergeError.overLimit(
                .changeSet, found: over.count, limit: MergeLimits.changeSetBytesMax)
        ) { try SealedChangeSet(opening: over) }
    }

    @Test func `a value may have as many fields as the limit`() throws {
        let scalars = [Scalar](repeating: .int(1), count: MergeLimits.scalarsMax)
        #expect(try Value(decoding: Value(scalars).encoded).scalars.count == scalars.count)
        #expect(throws: MergeError.self) {
            try Value(decoding: Value(scalars + [.int(1)]).encoded)
        }
    }

    @Test func `a change set without ops, or an op that does nothing, is none`() {
        #expect(!opens([]))
        #expect(!opens([Sample.op(value: nil)]))
    }
}
