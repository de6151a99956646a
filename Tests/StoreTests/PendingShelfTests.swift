import Merge
import Sync
import Testing

@testable import Store

/// Much unsent work: what is read of it costs what it is.
struct PendingShelfTests {
    private let perChangeSet = 60

    /// Change sets of half a megabyte, 10 MiB in all; the records' ids do not follow their order,
    /// as those of an import do not.
    private func filled(_ office: Office, changeSets count: Int = 20) throws -> [RecordID] {
        let ids = (0..<count * perChangeSet).map { Sample.id($0 * 7_919 % 1_000_003) }
        for set in 0..<count {
            let own = ids[set * perChangeSet..<(set + 1) * perChangeSet]
            try office.write(
                own.flatMap { id in
                    [
                        Sample.write(id, "label", .text("n\(set)")),
                        Sample.write(id, "raw", .blob(Bytes(repeating: UInt8(set), count: 9_000))),
                    ]
                })
        }
        return ids
    }

    @Test func `reading every unsent record looks through each change set once`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let ids = try filled(office)
        let digests = try office.store.read { try $0.digests() }
        try office.reopen()
        let (count, again) = try office.store.read { transaction in
            for id in ids.sorted() { #expect(try transaction.view(of: id)?.entries.count == 2) }
            return (transaction.connection.pending.openedCount, try transaction.digests())
        }
        #expect(count == 20)
        #expect(again == digests)
    }

    @Test func `starting over looks through each change set once`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let ids = try filled(office, changeSets: 18)
        let digests = try office.store.read { try $0.digests() }
        try office.reopen()
        try office.store.write { try $0.restart(scopes: [.group]) }
        let count = try office.store.read { $0.connection.pending.openedCount }
        #expect(count == 18)
        #expect(try office.store.read { try $0.digests() } == digests)
        #expect(try office.row(ids[100])?["label"] == "n1")
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `the oldest goes when all weigh too much, and comes back as it was`() throws {
        let shelf = PendingShelf(bytesMax: 2_000)
        var reads = 0
        func bytes(_ ordinal: Int64) throws -> Bytes {
            try shelf.bytes(of: ordinal) {
                reads += 1
                return Bytes(repeating: UInt8(ordinal), count: 1_000)
            }
        }
        for ordinal in [1, 2, 1, 2] as [Int64] { #expect(try bytes(ordinal)[0] == UInt8(ordinal)) }
        #expect(reads == 2)
        #expect(try bytes(3)[0] == 3)
        #expect(try bytes(2)[0] == 2)
        #expect(reads == 3)
        #expect(try bytes(1)[0] == 1)
        #expect(reads == 4)
        shelf.drop(1)
        shelf.drop(3)
        #expect(try bytes(1).count == 1_000)
        #expect(reads == 5)
    }

    @Test func `what a rolled back transaction wrote is not remembered`() throws {
        struct Stop: Error {}
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let id = Sample.id(1)
        #expect(throws: Stop.self) {
            try office.store.write { transaction in
                _ = try office.append([Sample.write(id, "label", .text("gone"))], to: &transaction)
                throw Stop()
            }
        }
        try office.write(Sample.write(id, "label", .text("kept")))
        #expect(try office.row(id)?["label"] == "kept")
    }
}
