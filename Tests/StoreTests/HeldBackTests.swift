import Merge
import Store
import Sync
import Testing

/// Work that the hub holds back, in real stores: its author sees it, and it comes in once.
struct HeldBackTests {
    private let id = Sample.id(1)

    private func steps(_ office: Office) throws -> Int {
        try office.store.read { try $0.view(of: id)?.entries(of: "steps").count ?? 0 }
    }

    /// An office whose hub keeps its creation of a record unread, both level.
    private func held(_ scratch: ScratchFolder) throws -> (Hub, Office, SealedChangeSet) {
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try hub.register(office.peer)
        let sealed = try office.write(
            Sample.write(id, "label", .text("mine")), Sample.write(id, "steps", .text("begun")))
        hub.unread = [sealed.id]
        try office.synchronize(with: hub)
        return (hub, office, sealed)
    }

    @Test func `its author goes on seeing it until it is settled`() throws {
        let scratch = try ScratchFolder()
        let (hub, office, sealed) = try held(scratch)
        #expect(try hub.store.read { try $0.answer(to: sealed.id) }?.verdicts == [.crashed])
        #expect(try office.row(id)?["label"] == "mine")
        try office.reopen()
        #expect(try office.row(id)?["label"] == "mine")
        #expect(try office.store.read { try $0.pendingCount } == 0)
        var asked: [HeldBackChangeSet] = []
        try office.store.write {
            try $0.settleHeld {
                asked.append($1); return false
            }
        }
        #expect(asked.map(\.changeSet) == [sealed.id] && asked.map(\.index) == [0])
        #expect(try office.row(id)?["label"] == "mine")
        try office.store.write { try $0.settleHeld { _, _ in true } }
        #expect(try office.row(id) == nil)
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `released and settled in one transaction it is seen once`() throws {
        let scratch = try ScratchFolder()
        let (hub, office, sealed) = try held(scratch)
        for count in [1, 0] {
            let released = try hub.store.write { transaction in
                try hub.admission(at: hub.tick()).release(sealed.id, ledger: &transaction)
            }
            #expect((released != nil) == (count == 1))
        }
        try office.synchronize(with: hub)
        try office.store.write { try $0.settleHeld { _, _ in true } }
        #expect(try office.row(id)?["label"] == "mine")
        #expect(try steps(office) == 1)
        let expected = try hub.store.read { try $0.digests(in: office.peer.scopes) }
        #expect(try office.store.read { try $0.digests() } == expected)
        let audit = try AccountedStores.audit(StoreBook(hub.store))
        #expect(audit.total.isKept)
        #expect(audit.accounts[.office(office.officeID)]?[.current] == 2)
        #expect(audit.accounts[.office(office.officeID)]?[.quarantined] == 2)
        #expect(try hub.store.read { try $0.auditLines(limit: 9) }.isEmpty)
    }

    @Test func `it is shown again after a rewound hub, and held back again`() throws {
        let scratch = try ScratchFolder()
        let (_, office, _) = try held(scratch)
        try office.store.write { ledger in
            try ledger.forgetAcknowledgements()
            try ledger.restart(scopes: office.peer.scopes)
        }
        #expect(try office.row(id)?["label"] == "mine")
        #expect(try office.store.read { try $0.pendingCount } == 1)
    }

    @Test func `a record that leaves takes what is held back of it along`() throws {
        let scratch = try ScratchFolder()
        let (_, office, _) = try held(scratch)
        try office.store.write { ledger in
            try ledger.put(PageRow(record: id, type: "thing", content: .out))
        }
        #expect(try office.row(id) == nil)
    }

    @Test func `a copy of a store that is in use is whole`() throws {
        let scratch = try ScratchFolder()
        let (hub, _, sealed) = try held(scratch)
        let target = StoreFolder(scratch.path + "/copy")
        try StoreCopy(of: hub.folder).write(to: target)
        let copy = try Store(opening: target, kind: .hub, schema: Sample.schema)
        #expect(try copy.read { try $0.head } == hub.store.read { try $0.head })
        #expect(try copy.read { try $0.answer(to: sealed.id) } != nil)
        #expect(try copy.integrityProblems() == [])
        try copy.close()
        #expect(throws: StoreError.self) { try StoreCopy(of: hub.folder).write(to: target) }
    }
}
