import Merge
import Testing

@testable import Store

struct RollbackTests {
    private struct Interruption: Error {}

    @Test func `what a failed transaction named is not remembered`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let hub = try Hub(in: scratch)
        let id = Sample.id(1)
        #expect(throws: Interruption.self) {
            try hub.store.write { transaction in
                let entry = Entry(
                    id: EntryID(changeSet: ChangeSetID(bits: 1), index: 0), attribute: "label",
                    key: [], value: Value([.text("a")]).encoded,
                    origin: Origin(
                        changeSet: ChangeSetID(bits: 1), position: 1,
                        effectiveAt: Timestamp(milliseconds: 1), replica: office.replica,
                        actor: nil))
                try transaction.put(
                    StoredRecordMaker.record(id, [entry]), changed: 1)
                _ = try transaction.flush()
                throw Interruption()
            }
        }
        // The same names get the same numbers again, in memory and on disk.
        try office.write(Sample.write(id, "count", .int(3)), Sample.write(id, "label", .text("b")))
        try office.synchronize(with: hub)
        #expect(try hub.store.integrityProblems() == [])
        try hub.reopen()
        let (_, shown) = try #require(try hub.store.read { try $0.projection(of: id) })
        #expect(shown.cells[0] == .scalar(.text("b")))
        #expect(shown.cells[1] == .scalar(.int(3)))
    }

    @Test func `a failed write leaves neither rows nor history nor overlay`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.write(Sample.write(Sample.id(1), "label", .text("kept")))
        #expect(throws: Interruption.self) {
            try office.store.write { transaction in
                _ = try office.append(
                    [Sample.write(Sample.id(1), "label", .text("lost"))], to: &transaction)
                _ = try office.append(
                    [Sample.write(Sample.id(2), "label", .text("lost"))], to: &transaction)
                throw Interruption()
            }
        }
        #expect(try office.row(Sample.id(1))?["label"] == "kept")
        #expect(try office.row(Sample.id(2)) == nil)
        #expect(try office.store.read { try $0.pendingCount } == 1)
        // The next change set takes the failed one's place in the store's order.
        try office.write(Sample.write(Sample.id(2), "label", .text("new")))
        try office.write(Sample.write(Sample.id(2), "count", .int(1)))
        #expect(try office.row(Sample.id(2))?["label"] == "new")
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `one transaction sees its own writes`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.store.write { transaction in
            for text in ["one", "two", "three"] {
                _ = try office.append(
                    [Sample.write(Sample.id(1), "label", .text(text))], to: &transaction)
            }
            #expect(try transaction.view(of: Sample.id(1))?.entries.count == 1)
        }
        #expect(try office.row(Sample.id(1))?["label"] == "three")
        #expect(try office.store.read { try $0.view(of: Sample.id(1)) }?.entries.count == 1)
        #expect(try office.store.integrityProblems() == [])
    }
}
