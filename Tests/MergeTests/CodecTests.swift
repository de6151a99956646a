import Merge
import Testing

/// Bytes in, bytes out: round trips, and every damage is a typed error and never a trap.
struct CodecTests {
    private static let full = Sample.changeSet(ops: [
        Sample.op("a", value: Value([.text("x"), .null, .int(-1)]).encoded),
        Sample.op(
            "b", key: Value([.int(4)]).encoded, value: nil,
            replaces: [
                EntryID(changeSet: ChangeSetID(bits: 77), index: 3),
                EntryID(changeSet: ChangeSetID(bits: 78), index: 65_535),
            ]),
        Op(
            record: RecordID(bits: 2), type: "other", attribute: "a", value: [],
            replaces: [EntryID(changeSet: ChangeSetID(bits: 77), index: 0)]),
    ])

    @Test func `a change set survives its bytes`() throws {
        for content in [
            CodecTests.full,
            Sample.changeSet(ops: [Sample.op()], actor: nil, reason: "", parent: nil),
        ] {
            let sealed = SealedChangeSet(sealing: content)
            let opened = try SealedChangeSet(opening: sealed.bytes)
            #expect(opened.content == content)
            #expect(opened.id == sealed.id)
            #expect(SealedChangeSet(sealing: opened.content).bytes == sealed.bytes)
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `random change sets survive their bytes`(seed: UInt64) throws {
        for sealed in RandomHistory(seed: seed).changeSets {
            let opened = try SealedChangeSet(opening: sealed.bytes)
            #expect(opened.content == sealed.content, "seed \(seed)")
        }
    }

    @Test func `every prefix and every damaged byte of a change set is an answer, not a trap`() {
        let bytes = SealedChangeSet(sealing: CodecTests.full).bytes
        let probe = { (bytes: Bytes) in try? SealedChangeSet(opening: bytes).content.ops.count }
        for count in 0..<bytes.count where (probe(bytes.prefix(count)) ?? 1) > 3 {
            Issue.record("a prefix of \(count) bytes has more ops than the whole")
        }
        for (index, value) in CodecTests.damages(of: bytes) {
            var damaged = bytes
            damaged[index] = value
            _ = probe(damaged)
        }
        #expect(throws: MergeError.self) { try SealedChangeSet(opening: []) }
        #expect(throws: MergeError.self) { try SealedChangeSet(opening: [0xFF]) }
    }

    @Test func `fields of a newer writer are stepped over and keep the id honest`() throws {
        let sealed = SealedChangeSet(sealing: CodecTests.full)
        var writer = FieldWriter()
        writer.raw(sealed.bytes)
        writer.field(99, bytes: [1, 2, 3])
        writer.field(100, varint: 7)
        writer.field(101, fixed64: 7)
        let newer = try SealedChangeSet(opening: writer.bytes[...])
        #expect(newer.content == sealed.content)
        #expect(newer.id != sealed.id)
    }

    @Test func `values survive their bytes and equal values have equal bytes`() throws {
        let values = [
            Value([]), Value([.null, .int(0)]), Value([.int(.min)]), Value([.int(.max)]),
            Value([.flag(true), .flag(false)]), Value([.text(""), .blob([])]),
            Value([.text("e\u{301}"), .text("é"), .text("\u{0}")]),
        ]
        for value in values {
            #expect(try Value(decoding: value.encoded) == value)
        }
        #expect(Value([.int(1), .null, .null]).encoded == Value([.int(1)]).encoded)
        #expect(Value([.text("é")]).encoded != Value([.text("e\u{301}")]).encoded)
        #expect(Value([.text("é")]) != Value([.text("e\u{301}")]))
    }

    @Test func `every prefix and every damaged byte of a value is an answer, not a trap`() {
        let value = Value([.text("abc"), .int(-99), .flag(true), .blob([1, 2]), .null, .int(1)])
        let bytes = value.encoded
        for count in 0..<bytes.count { _ = try? Value(decoding: bytes.prefix(count)) }
        for (index, byte) in CodecTests.damages(of: bytes) {
            var damaged = bytes
            damaged[index] = byte
            _ = try? Value(decoding: damaged)
        }
        #expect(throws: MergeError.self) { try Value(decoding: [0x0A, 3, 0x1A, 1, 0xFF]) }
        #expect(throws: MergeError.self) { try Value(decoding: [0x0A, 2, 0x08, 2]) }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `states survive their packed bytes, damaged ones are errors or states`(
        seed: UInt64
    ) throws {
        var folded = FoldedSet()
        let history = RandomHistory(seed: seed)
        for sealed in history.changeSets.dropFirst(3) { folded.take(sealed) }
        for record in history.records {
            guard let state = folded.states[record] else { continue }
            var names = NameTable()
            let bytes = state.packed(names: &names)
            let back = try RecordState(unpacking: bytes[...], names: names)
            #expect(back == state, "seed \(seed)")
            for count in 0..<bytes.count {
                _ = try? RecordState(unpacking: bytes.prefix(count), names: names)
            }
            for (index, byte) in CodecTests.damages(of: bytes[...]) {
                var damaged = bytes
                damaged[index] = byte
                _ = try? RecordState(unpacking: damaged[...], names: names)
            }
        }
    }

    @Test func `a state that names an attribute the table lacks is an error`() throws {
        var names = NameTable()
        let state = RecordState(entries: [Sample.entry(1, "a")])
        let bytes = state.packed(names: &names)
        #expect(throws: MergeError.unknownName(number: 0)) {
            try RecordState(unpacking: bytes[...], names: NameTable())
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `equal states encode equally, whatever the order they grew in`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let entries = (0..<12).map { Sample.entry($0, ["a", "b", "c"][dice.below(3)]) }
        let awaited = (0..<12).map { number in
            AwaitedEntry(
                id: EntryID(changeSet: ChangeSetID(bits: 90), index: UInt32(number % 2)),
                attribute: ["a", "b"][number % 2], key: [UInt8(number)])
        }
        let packed = { (entries: [Entry], awaited: [AwaitedEntry]) in
            var names = NameTable(["a", "b", "c"])
            return RecordState(entries: entries, awaited: Set(awaited)).packed(names: &names)
        }
        #expect(
            packed(entries, awaited)
                == packed(entries.shuffled(using: &dice), awaited.shuffled(using: &dice)),
            "seed \(seed)")
    }

    @Test func `garbage never traps a reader`() {
        for seed in 0..<3_000 as Range<UInt64> {
            var dice = Dice(seed: seed)
            let bytes = dice.bytes(dice.below(80))
            _ = try? SealedChangeSet(opening: bytes)
            _ = try? Value(decoding: bytes)
            _ = try? RecordState(unpacking: [1] + bytes, names: NameTable(["a"]))
            _ = EntryList.decode(bytes)
        }
    }

    @Test func `an entry list survives its bytes and damage only shortens it`() {
        let ids = (0..<5).map { EntryID(changeSet: ChangeSetID(bits: 7), index: $0 * 300) }
        let bytes = EntryList.encode(ids.reversed())
        #expect(EntryList.decode(bytes) == Set(ids))
        for count in 0..<bytes.count {
            #expect(EntryList.decode(bytes.prefix(count)).isSubset(of: ids))
        }
    }

    /// Each byte flipped by one bit, zeroed, filled, and as a varint that goes on.
    static func damages(of bytes: Bytes) -> [(Int, UInt8)] {
        bytes.indices.flatMap { index in
            [bytes[index] ^ 1, bytes[index] ^ 0x80, 0, 0xFF, bytes[index] &+ 1].map { (index, $0) }
        }
    }
}
