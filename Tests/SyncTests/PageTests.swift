import Merge
import Simulator
import Sync
import Testing

/// Manifests and pages as bytes.
struct PageTests {
    private static func entry(_ position: UInt64, _ index: UInt32, _ attribute: String) -> Entry {
        let changeSet = ChangeSetID(bits: UInt128(position) << 64)
        return Entry(
            id: EntryID(changeSet: changeSet, index: index), attribute: attribute,
            key: index == 0 ? [] : [UInt8(index % 200)], value: [0x0A, 0],
            origin: Origin(
                changeSet: changeSet, position: position,
                effectiveAt: Timestamp(milliseconds: -Int64(position)),
                replica: ReplicaID(bits: UInt128(position % 2)),
                actor: position % 3 == 0 ? RecordID(bits: 5) : nil))
    }

    private static let states: [RecordState] = [
        RecordState(),
        RecordState(entries: [entry(1, 0, "a")]),
        RecordState(entries: (0..<9).map { entry(7, $0, "a") } + [entry(3, 65_535, "b")]),
        RecordState(entries: (1..<40).map { entry($0 * 1_000_003, UInt32($0 % 3), "c") }),
    ]

    @Test(arguments: states)
    func `a manifest survives its bytes and names exactly its entries`(
        state: RecordState
    ) throws {
        let manifest = Manifest(of: state)
        #expect(try Manifest(unpacking: manifest.packed[...]) == manifest)
        #expect(manifest.count == state.entries.count)
        for entry in state.entries {
            let (position, index) = (entry.origin.position, entry.id.index)
            #expect(manifest.contains(position: position, index: index))
            #expect(!manifest.contains(position: position + 1, index: index))
            #expect(!manifest.contains(position: position, index: index &+ 100_000))
        }
    }

    @Test func `entries of one change set are one run`() {
        #expect(Manifest(of: PageTests.states[2]).runs.count == 2)
        #expect(Manifest(of: PageTests.states[2]).packed.count < 10)
    }

    @Test func `hostile manifests are errors or manifests`() throws {
        for bytes: Bytes in [
            [1], [1, 0], [1, 0, 0], [0xFF, 0xFF], [1, 0x80, 0x80, 4, 1],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 1, 1, 0, 1],
        ] {
            #expect(throws: MergeError.self) { try Manifest(unpacking: bytes) }
        }
        let far = try Manifest(unpacking: [5, 0xFF, 0xFF, 3, 0x80, 0x80, 4])
        #expect(far.contains(position: 5, index: 65_535))
        #expect(!far.contains(position: 5, index: .max))
        #expect(far.contains(position: 5, index: 131_070))
    }

    private static var rows: [PageRow] {
        states.enumerated().map { index, state in
            PageRow(
                record: RecordID(bits: UInt128(index)), type: "t\(index % 2)",
                content: .current(Manifest(of: state), state.entries))
        } + [
            PageRow(record: RecordID(bits: 99), type: "t0", content: .out),
            PageRow(
                record: RecordID(bits: 98), type: "t0",
                content: .current(Manifest(of: states[2]), []),
                omitted: states[2].entries.first.map { [$0.origin] } ?? []),
        ]
    }

    private static var page: Bytes {
        var encoder = PageEncoder()
        for row in rows { encoder.append(row) }
        return encoder.encoded
    }

    @Test func `a page survives its bytes`() throws {
        #expect(try PageDecoder.rows(PageTests.page) == PageTests.rows)
        #expect(try PageDecoder.rows([]).isEmpty)
    }

    @Test func `every prefix and every damaged byte of a page is an answer, not a trap`() {
        let page = PageTests.page
        for count in 0..<page.count { _ = try? PageDecoder.rows(page.prefix(count)) }
        for index in page.indices {
            for byte in [page[index] ^ 1, page[index] ^ 0x80, 0, 0xFF] {
                var damaged = page
                damaged[index] = byte
                guard let rows = try? PageDecoder.rows(damaged) else { continue }
                for row in rows {
                    for base in [nil, PageTests.states[2]] { _ = try? row.merged(into: base) }
                }
            }
        }
    }

    @Test func `a manifest that names what nobody sent is an error`() throws {
        let state = PageTests.states[2]
        let record = RecordID(bits: 1)
        let bare = PageRow(
            record: record, type: "t", content: .current(Manifest(of: state), []))
        #expect(throws: SyncError.missingEntry(record: record)) { try bare.merged(into: nil) }
        #expect(throws: SyncError.missingEntry(record: record)) {
            try bare.merged(into: PageTests.states[1])
        }
        #expect(try bare.merged(into: state) == state)
        #expect(try PageTests.rows[4].merged(into: state) == nil)
    }

    @Test func `what a row leaves out is taken from the store's own change sets`() throws {
        let entries = (0..<UInt32(3)).map { PageTests.entry(9, $0, "a") }
        let state = RecordState(entries: entries.dropLast())
        let row = PageRow(
            record: RecordID(bits: 1), type: "thing",
            content: .current(Manifest(of: state), []), omitted: [entries[0].origin])
        // The third is not named: it stands no longer.
        #expect(try row.merged(into: nil) { _ in Entries(entries) } == state)
        #expect(throws: SyncError.missingEntry(record: row.record)) {
            try row.merged(into: nil) { _ in nil }
        }
        #expect(throws: SyncError.missingEntry(record: row.record)) {
            try row.merged(into: nil) { _ in Entries(entries.prefix(1)) }
        }
    }

    @Test func `what is sent whole takes the place of a base from another history`() throws {
        let entries = (0..<UInt32(3)).map { PageTests.entry(9, $0, "a") }
        // A damaged disk: at the places that the manifest names stand others' entries.
        let stale = (0..<UInt32(3)).map { index in
            let id = EntryID(changeSet: ChangeSetID(bits: 0xBAD), index: index)
            let other = entries[Int(index)].origin
            return Entry(
                id: id, attribute: "a", key: [UInt8(index)], value: [0x0A, 0],
                origin: Origin(
                    changeSet: id.changeSet, position: other.position,
                    effectiveAt: other.effectiveAt, replica: other.replica, actor: other.actor))
        }
        let whole = RecordState(entries: entries)
        let row = PageRow(
            record: RecordID(bits: 1), type: "thing",
            content: .current(Manifest(of: whole), whole.entries))
        #expect(try row.merged(into: RecordState(entries: stale)) == whole)
    }

    @Test func `an entry the office holds already may be sent again`() throws {
        let state = PageTests.states[2]
        #expect(try PageTests.rows[2].merged(into: state) == state)
    }

    @Test func `a page closes after the position that fills it`() throws {
        var group = SmallGroup()
        let filler = Value([.blob(Bytes(repeating: 7, count: 400_000))]).encoded
        for number in 0..<6 as Range<UInt128> {
            try group.hubWrites([
                Write(
                    record: RecordID(bits: 0xE00 + number), type: "g", attribute: "name",
                    value: filler)
            ])
        }
        let wire = try group.sync(0)
        #expect(wire.log.count(where: { $0 == "page" }) == 2)
        #expect(group.isLevel(0))
    }

    @Test(arguments: Verdict.allCases)
    func `each verdict has a word and is kept aside or not`(verdict: Verdict) {
        #expect(!verdict.name.isEmpty)
        #expect(verdict.isQuarantined == ![.applied, .proposed, .custody].contains(verdict))
    }

    @Test func `each refusal of a permission is a verdict of its own`() {
        let verdicts = Permission.Refusal.allCases.map { Verdict($0) }
        #expect(Set(verdicts).count == verdicts.count)
        #expect(verdicts.filter(\.isQuarantined) == verdicts)
    }
}
