import Merge
import Testing

/// Reading single records of a change set.
struct ContentsTests {
    /// Change sets whose records' ops stand in several runs.
    private func changeSet(_ dice: inout Dice) -> SealedChangeSet {
        let records = (0..<5).map { _ in RecordID(bits: dice.wide()) }
        let ops = (0..<40).map { _ in
            Op(
                record: records[dice.below(5)], type: ["t", "u"][dice.below(2)],
                attribute: ["a", "b", "c"][dice.below(3)], key: dice.bytes(dice.below(3)),
                value: dice.bytes(dice.below(20)),
                replaces: (0..<dice.below(3)).map { _ in
                    EntryID(
                        changeSet: ChangeSetID(bits: UInt128(dice.below(4))),
                        index: UInt32(dice.below(9)))
                })
        }
        return SealedChangeSet(
            sealing: ChangeSet(
                replica: ReplicaID(bits: 7), actor: RecordID(bits: 8), role: .office,
                claimedAt: Timestamp(milliseconds: 9), parent: nil, nonce: dice.next(), ops: ops))
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `a record's ops are read as they stand in the whole`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let sealed = changeSet(&dice)
        let contents = try ChangeSetContents(of: sealed.bytes)
        #expect(contents.origin == Origin(of: sealed))
        let ops = sealed.content.ops
        #expect(contents.records == Set(ops.map(\.record)).sorted())
        for record in contents.records {
            let read = try contents.runs(of: record, in: sealed.bytes).flatMap { run in
                run.ops.enumerated().map { (run.first + $0, $1) }
            }
            let wanted = ops.indices.filter { ops[$0].record == record }
            #expect(read.map(\.0) == wanted, "seed \(seed)")
            #expect(read.map(\.1) == wanted.map { ops[$0] }, "seed \(seed)")
            #expect(contents.type(of: record) == ops[wanted[0]].type)
        }
        let stranger = RecordID(bits: 1)
        #expect(contents.type(of: stranger) == nil)
        #expect(try contents.runs(of: stranger, in: sealed.bytes).isEmpty)
    }

    @Test func `what is read of one record holds none of the others' bytes`() throws {
        let ops = (1...500).map { number in
            Op(
                record: RecordID(bits: UInt128(number)), type: "t", attribute: "a",
                value: Bytes(repeating: 7, count: 1_000))
        }
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: ReplicaID(bits: 7), actor: nil, role: .office,
                claimedAt: Timestamp(milliseconds: 9), parent: nil, nonce: 1, ops: ops))
        let contents = try ChangeSetContents(of: sealed.bytes)
        let last = try contents.runs(of: RecordID(bits: 500), in: sealed.bytes)
        // A slice keeps the places of the bytes that it is a window on.
        #expect(try #require(last.first?.ops.first?.value).endIndex < 1_100)
        #expect(contents.byteCount < sealed.bytes.count / 10)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `broken bytes are refused or read, and never trap`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let sealed = changeSet(&dice)
        var bytes = Array(sealed.bytes)
        for _ in 0...dice.below(3) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
        let broken = Array(bytes.prefix(bytes.count - dice.below(2) * dice.below(40)))[...]
        do {
            let contents = try ChangeSetContents(of: broken)
            for record in contents.records {
                _ = try contents.runs(of: record, in: broken)
                _ = try contents.runs(of: record, in: broken.prefix(20))
            }
        } catch {
            #expect(!"\(error)".isEmpty)
        }
    }
}
