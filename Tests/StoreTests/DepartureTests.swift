import Foundation
import Merge
import Store
import Sync
import Testing

/// What stays of a record that left an office: a stub, sealed change sets, and no values.
struct DepartureTests {
    private static let key: Bytes = [4] + Bytes(repeating: 7, count: 64)
    private static let there = RecordID(bits: 0xFEED)

    /// Seals as nobody should: what matters here is what is sealed, and when.
    private static func seal(_ bytes: Bytes) -> Bytes { bytes.reversed()[...] }

    private func out(_ record: RecordID, _ type: String) -> PageRow {
        PageRow(
            record: record, type: type, content: .out,
            left: Departure(effectiveAt: Timestamp(milliseconds: 9), offices: [Self.there]))
    }

    /// An office whose own change set about a record the hub has taken in and sent back.
    private func settled(_ scratch: ScratchFolder) throws -> (Office, SealedChangeSet, Write) {
        let office = try Office(in: scratch)
        let write = Sample.write(Sample.id(1), "label", .text("canary"))
        let sealed = try office.write(write)
        try office.store.write { ledger in
            try ledger.keep(sealingKey: Self.key)
            let head = Head(position: 1, chain: ChainHash(bits: 1))
            try ledger.acknowledge(
                HubMessage.Acknowledgement(id: sealed.id, head: head, verdicts: [.applied]))
            let origin = Origin(of: sealed, position: 1)
            var state = RecordState()
            state.apply(
                sealed.content.ops[0], id: EntryID(changeSet: sealed.id, index: 0), origin: origin
            ) { _ in true }
            try ledger.put(
                PageRow(
                    record: write.record, type: write.type,
                    content: .current(Manifest(of: state), state.entries)))
            try ledger.move(to: Cursor(from: 1, through: 1))
        }
        return (office, sealed, write)
    }

    @Test func `what was written and lost in one pull, or taken into custody, is sealed too`()
        throws
    {
        for verdict in [Verdict.applied, .custody] {
            let scratch = try ScratchFolder()
            let office = try Office(in: scratch)
            let write = Sample.write(Sample.id(1), "label", .text("canary"))
            let sealed = try office.write(write)
            try office.store.write { ledger in
                try ledger.keep(sealingKey: Self.key)
                let head = Head(position: 1, chain: ChainHash(bits: 1))
                try ledger.acknowledge(
                    HubMessage.Acknowledgement(id: sealed.id, head: head, verdicts: [verdict]))
                if verdict == .applied { try ledger.put(out(write.record, write.type)) }
                try ledger.move(to: Cursor(from: 2, through: 2))
            }
            #expect(try office.store.read { try $0.receiptDue } != nil, "\(verdict)")
            try office.store.write { try $0.sealDeparted(Self.seal) }
            #expect(try office.store.read { try $0.changeSet(sealed.id) } == nil, "\(verdict)")
        }
    }

    @Test func `a record that was never here costs no purge`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.store.write { ledger in
            try ledger.keep(sealingKey: Self.key)
            try ledger.put(out(Sample.id(9), "thing"))
            try ledger.move(to: Cursor(from: 2, through: 2))
        }
        #expect(try office.store.read { try $0.receiptDue } == nil)
    }

    @Test func `a damaged document is sealed as it is`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let folder = DocumentFolder(office.folder)
        let digest = try folder.keep([1, 2, 3])
        let files = try #require(FileManager.default.enumerator(atPath: office.folder.path))
        let name = try #require(files.compactMap { $0 as? String }.first { $0.hasSuffix(digest) })
        try Data([1, 2, 4]).write(to: URL(filePath: office.folder.path + "/" + name))
        try folder.seal(digest, Self.seal)
        #expect(!folder.contains(digest))
        let box = FileManager.default.contents(atPath: office.folder.path + "/" + name + ".sealed")
        #expect(box == Data([4, 2, 1]))
    }

    @Test func `a document that was listed is read under the name that it has now`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let folder = DocumentFolder(office.folder)
        #expect(try folder.names() == [])
        let digest = try folder.keep([1, 2, 3])
        #expect(try folder.names() == [digest])
        #expect(try folder.file(named: digest) == (digest, [1, 2, 3]))
        try folder.seal(digest, Self.seal)
        #expect(try folder.file(named: digest).name == digest + ".sealed")
        #expect(DocumentFolder.isWhole([1, 2, 3], named: digest))
        #expect(!DocumentFolder.isWhole([1, 2, 4], named: digest))
        let other = DocumentFolder.digest(of: [9])
        #expect(throws: StoreError.self) { try folder.file(named: other) }
        // A folder that is there and cannot be read is not an empty one.
        let loop = office.folder.path + "/documents/zz"
        try FileManager.default.createSymbolicLink(
            atPath: loop, withDestinationPath: loop)
        #expect(throws: StoreError.self) { try folder.names() }
    }

    @Test func `a departed record leaves a stub and a receipt that is due until it is settled`()
        throws
    {
        let scratch = try ScratchFolder()
        let (office, _, write) = try settled(scratch)
        #expect(try office.store.read { try $0.receiptDue } == nil)
        try office.store.write { ledger in
            try ledger.put(out(write.record, write.type))
            try ledger.move(to: Cursor(from: 5, through: 5))
        }
        let due = try #require(try office.store.read { try $0.receiptDue })
        #expect(due == PurgeReceipt(through: 5, count: 1))
        let stubs = try office.store.read { try $0.departed() }
        #expect(stubs.map(\.record) == [write.record] && stubs.first?.offices == [Self.there])
        #expect(try office.store.read { try $0.view(of: write.record) } == nil)
        try office.store.write { try $0.settle(due) }
        #expect(try office.store.read { try $0.receiptDue } == nil)
    }

    @Test func `own change sets about a departed record are sealed, and come back after a rewind`()
        throws
    {
        let scratch = try ScratchFolder()
        let (office, sealed, write) = try settled(scratch)
        try office.store.write { ledger in
            try ledger.put(out(write.record, write.type))
            try ledger.move(to: Cursor(from: 5, through: 5))
            try ledger.sealDeparted { Self.seal($0) }
        }
        #expect(try office.store.integrityProblems() == [])
        try office.store.write { ledger in
            try ledger.forgetAcknowledgements()
            try ledger.restart(scopes: [.group])
        }
        let (boxes, plain) = try office.store.read { ledger in
            (try ledger.unacknowledgedSealed(), try ledger.unacknowledged())
        }
        #expect(boxes == [SealedBox(id: sealed.id, bytes: Self.seal(sealed.bytes))])
        #expect(plain.isEmpty)
        #expect(try office.store.read { try $0.view(of: write.record) } == nil)
        try office.store.write { ledger in
            let head = Head(position: 2, chain: ChainHash(bits: 2))
            try ledger.acknowledge(
                HubMessage.Acknowledgement(id: sealed.id, head: head, verdicts: [.applied]))
            try ledger.move(to: Cursor(from: 2, through: 2))
        }
        #expect(try office.store.read { try $0.pendingCount } == 0)
    }

    @Test func `a change set that is not acknowledged is not sealed`() throws {
        let scratch = try ScratchFolder()
        let (office, _, write) = try settled(scratch)
        let late = try office.write(write)
        try office.store.write { ledger in
            try ledger.put(out(write.record, write.type))
            try ledger.move(to: Cursor(from: 5, through: 5))
            try ledger.sealDeparted { Self.seal($0) }
        }
        #expect(try office.store.read { try $0.unacknowledged() } == [late.bytes])
    }

    @Test func `what does not come back after a restart has departed`() throws {
        let scratch = try ScratchFolder()
        let (office, _, write) = try settled(scratch)
        try office.store.write { try $0.restart(scopes: [.group]) }
        let stubs = try office.store.read { try $0.departed(type: write.type) }
        #expect(stubs.map(\.record) == [write.record] && stubs.first?.leftAt == nil)
        #expect(try office.store.read { try $0.receiptDue } != nil)
    }

    @Test func `a scrubbed store opens with all that it should hold`() throws {
        let scratch = try ScratchFolder()
        let (office, _, write) = try settled(scratch)
        try office.store.scrub()
        try office.reopen()
        #expect(try office.store.read { try $0.view(of: write.record) } != nil)
        #expect(try office.store.integrityProblems() == [])
    }
}
