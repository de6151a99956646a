import Merge
import Sync
import Testing

@testable import Store

struct OverlayTests {
    private let id = Sample.id(1)

    private func overlay(_ office: Office) throws -> Int {
        try office.store.read { transaction in
            try transaction.connection.first("SELECT count(*) FROM pending") { Int($0.int(0)) } ?? 0
        }
    }

    @Test func `a change set leaves the overlay when from passes it and not before`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let sealed = try office.write(Sample.write(id, "label", .text("mine")))
        let head = Head(position: 5, chain: ChainHash(bits: 5))
        try office.store.write { ledger in
            try ledger.acknowledge(
                HubMessage.Acknowledgement(id: sealed.id, head: head, verdicts: [.applied]))
        }
        #expect(try office.store.read { try $0.pendingCount } == 0)
        #expect(try overlay(office) == 1)
        try office.store.write { try $0.move(to: Cursor(from: 4, through: 9)) }
        #expect(try overlay(office) == 1)
        #expect(try office.row(id)?["label"] == "mine")
        try office.store.write { try $0.move(to: Cursor(from: 5, through: 9)) }
        #expect(try overlay(office) == 0)
        // The hub's pages did not bring it: it was refused, and simply falls out of sight.
        #expect(try office.row(id) == nil)
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `an acknowledgement for what the cursor has passed leaves at once`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let sealed = try office.write(Sample.write(id, "label", .text("mine")))
        try office.store.write { ledger in
            try ledger.move(to: Cursor(from: 9, through: 9))
            try ledger.acknowledge(
                HubMessage.Acknowledgement(
                    id: sealed.id, head: Head(position: 5, chain: ChainHash(bits: 5)),
                    verdicts: [.applied]))
        }
        #expect(try overlay(office) == 0)
        #expect(try office.row(id) == nil)
    }

    @Test func `an edit after the acknowledgement names what it saw`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        let first = try office.write(Sample.write(id, "label", .text("one")))
        try office.synchronize(with: hub)
        let second = try office.write(Sample.write(id, "label", .text("two")))
        #expect(
            second.content.ops[0].replaces == [EntryID(changeSet: first.id, index: 0)])
        try office.synchronize(with: hub)
        #expect(try hub.store.read { try $0.view(of: id) }?.entries.count == 1)
    }

    @Test func `forgetting and starting over keeps every own change set`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        for number in 0..<5 {
            try office.write(Sample.write(Sample.id(number), "label", .text("n\(number)")))
        }
        try office.synchronize(with: hub)
        #expect(try overlay(office) == 0)
        try office.store.write { ledger in
            try ledger.forgetAcknowledgements()
            try ledger.restart(scopes: [.group])
        }
        #expect(try office.store.read { try $0.pendingCount } == 5)
        #expect(try office.store.read { try $0.top } == .origin)
        #expect(try office.row(Sample.id(3))?["label"] == "n3")
        #expect(try office.store.integrityProblems() == [])
        // A hub that lost everything gets it all again.
        let empty = try ScratchFolder()
        let other = try Hub(in: empty)
        try office.synchronize(with: other)
        let expected = try hub.store.read { try $0.digests(in: [.group]) }
        #expect(try other.store.read { try $0.digests(in: [.group]) } == expected)
        #expect(try office.store.read { try $0.digests() } == expected)
    }

    @Test func `release lets go of what is backed up, except the last`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        for number in 0..<6 {
            try office.write(Sample.write(Sample.id(number), "label", .text("n")))
        }
        try office.synchronize(with: hub)
        try office.write(Sample.write(Sample.id(7), "label", .text("pending")))
        let tip = try office.store.read { try $0.tip }
        try hub.store.write { try $0.setMeta("backed-up-through", "4") }
        var kept: Int {
            get throws {
                try office.store.read { transaction in
                    try transaction.connection.first("SELECT count(*) FROM change_set") {
                        Int($0.int(0))
                    } ?? 0
                }
            }
        }
        try office.store.write { try $0.release(through: 4) }
        #expect(try kept == 3)
        try office.synchronize(with: hub)
        try office.store.write { try $0.release(through: 100) }
        #expect(try kept == 1)
        #expect(try office.store.read { try $0.tip } == tip)
        #expect(try office.row(Sample.id(0))?["label"] == "n")
    }

    @Test func `a long pull waits in the inbox and arrives as one`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let (writer, reader) = (try Office(1, in: scratch), try Office(2, in: scratch))
        try writer.write(Sample.write(id, "label", .text("first")))
        try writer.synchronize(with: hub)
        try reader.synchronize(with: hub)
        for number in 10..<40 {
            try writer.write(Sample.write(Sample.id(number), "label", .text("n\(number)")))
        }
        try writer.synchronize(with: hub)
        // Half a pull: the pages are kept, and nothing of them is shown.
        let session = OfficeSession(now: hub.tick(), rowsMax: 7)
        var answering = HubSession(peer: reader.peer)
        var outgoing = [
            try reader.store.read {
                try session.hello(
                    group: Hub.group, replica: reader.replica, schemaVersion: 1, ledger: $0)
            }
        ]
        // The first page comes with the welcome and is as large as the hub likes; a smaller one is
        // asked for by hand.
        _ = try hub.receive(outgoing[0], &answering)
        let cursor = try reader.store.read { try $0.cursor }
        outgoing = [.pull(OfficeMessage.Pull(cursor: cursor, rowsMax: 7))]
        guard case .page(let page)? = try hub.receive(outgoing[0], &answering).first else {
            Issue.record("no page")
            return
        }
        #expect(!page.isLast)
        try reader.store.write { ledger in
            try ledger.stash(page.rows)
            try ledger.move(to: Cursor(from: cursor.from, through: page.to))
        }
        #expect(try reader.store.read { try $0.count(of: Sample.thing) } == 1)
        try reader.reopen()
        try reader.synchronize(with: hub, rowsMax: 7)
        #expect(try reader.store.read { try $0.count(of: Sample.thing) } == 31)
        let expected = try hub.store.read { try $0.digests(in: [.group]) }
        #expect(try reader.store.read { try $0.digests() } == expected)
        #expect(try reader.store.write { try $0.unstash() } == [])
    }

    @Test func `the hub's word on a record's type counts`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.write(Sample.write(id, "label", .text("a thing?")))
        let origin = Origin(
            changeSet: ChangeSetID(bits: 3), position: 1, effectiveAt: Timestamp(milliseconds: 1),
            replica: ReplicaID(bits: 4), actor: nil)
        let entry = Entry(
            id: EntryID(changeSet: origin.changeSet, index: 0), attribute: "title", key: [],
            value: Value([.text("a place")]).encoded, origin: origin)
        let state = RecordState(entries: [entry])
        try office.store.write {
            try $0.put(
                PageRow(
                    record: id, type: "place", content: .current(Manifest(of: state), [entry])))
        }
        #expect(try office.row(id) == nil)
        #expect(try office.row(id, of: "place")?["title"] == "a place")
        #expect(try office.store.integrityProblems() == [])
    }
}
