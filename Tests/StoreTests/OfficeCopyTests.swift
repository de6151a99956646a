import Merge
import Store
import Sync
import Testing

/// A replica's store told row by row, and taken in by another.
struct OfficeCopyTests {
    private let now = Timestamp(milliseconds: 1_700_000_900_000)

    private func rows(_ store: Store) throws -> [BackupItem] {
        try store.read { transaction in
            var rows: [BackupItem] = []
            try transaction.visitOfficeRows { rows.append($0) }
            return rows
        }
    }

    /// A store made of these rows, under a replica id of its own.
    private func copy(
        of rows: [BackupItem], in scratch: ScratchFolder, as number: Int = 9
    ) throws -> Store {
        let store = try Store(
            creating: StoreFolder(scratch.path + "/copy-\(number)"), kind: .replica,
            schema: Sample.schema, meta: [:])
        try store.write { transaction in
            for case .row(let row) in rows { try transaction.restoreOffice(row) }
            for case .officeRow(let row) in rows { try transaction.restore(row) }
        }
        try store.write { try $0.beginAnew(as: ReplicaID(bits: UInt128(number)), at: now) }
        return store
    }

    /// An office with something synced, something held back, something settled and two change sets
    /// that the hub has not heard of.
    private func filled(_ scratch: ScratchFolder) throws -> (hub: Hub, office: Office) {
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try hub.register(office.peer)
        try office.write((0..<40).map { Sample.write(Sample.id($0), "label", .text("first")) })
        let held = try office.write(Sample.write(Sample.id(50), "label", .text("held")))
        hub.unread = [held.id]
        try office.synchronize(with: hub)
        try office.write(Sample.write(Sample.id(1), "label", .text("unsent")))
        try office.write(Sample.write(Sample.id(60), "label", .text("new")))
        try office.store.write { transaction in
            try transaction.audit(at: now, "tried", subject: Sample.id(1), detail: "twice")
            try transaction.keep(
                ImportTrace(
                    changeSets: [held.id],
                    places: [
                        ImportTrace.Place(
                            record: Sample.id(1), type: "thing", attribute: "label",
                            former: [1, 2], written: nil)
                    ]))
        }
        return (hub, office)
    }

    @Test func `the copy shows, keeps and tells what the store did`() throws {
        let scratch = try ScratchFolder()
        let (_, office) = try filled(scratch)
        let told = try rows(office.store)
        let store = try copy(of: told, in: scratch)
        #expect(try store.read { try $0.digests() } == office.store.read { try $0.digests() })
        #expect(
            try store.read { try $0.baseDigests() } == office.store.read { try $0.baseDigests() })
        #expect(try store.integrityProblems() == [])
        let again = try rows(store).filter { item in
            if case .row(.setting) = item { return false }
            if case .row(.event(let line)) = item { return line.event != "restored" }
            return true
        }
        let before = told.filter { item in
            if case .row(.setting) = item { false } else { true }
        }
        #expect(again == before)
        #expect(again.contains { if case .officeRow(.note) = $0 { true } else { false } })
        let tip = try office.store.read { try $0.tip }
        #expect(try store.read { try $0.tip } == tip)
        #expect(try store.read { try $0.pendingCount } == 2)
        try store.close()
    }

    @Test func `no two stores are one replica, and what was not sent counts once`() throws {
        let scratch = try ScratchFolder()
        let (hub, office) = try filled(scratch)
        let store = try copy(of: rows(office.store), in: scratch)
        #expect(try store.read { try $0.meta("replica") } == ReplicaID(bits: 9).hexadecimal)
        // It joins: the hub knows another machine of that office. The first one is still at work.
        let peer = Peer(
            replica: ReplicaID(bits: 9), role: .office, office: office.officeID,
            scopes: office.peer.scopes)
        try hub.register(peer)
        try synchronize(store, as: peer, with: hub)
        try office.synchronize(with: hub)
        try synchronize(store, as: peer, with: hub)
        #expect(try office.row(Sample.id(1))?["label"] == "unsent")
        #expect(try store.read { try $0.digests() } == office.store.read { try $0.digests() })
        #expect(try store.read { try $0.pendingCount } == 0)
        #expect(try hub.store.read { try $0.auditLines(limit: 9) }.isEmpty)
        let audit = try AccountedStores.audit(StoreBook(hub.store))
        #expect(audit.total.isKept)
        try store.close()
    }

    @Test func `a pull that was under way begins where it was`() throws {
        let scratch = try ScratchFolder()
        let (hub, office) = try filled(scratch)
        let other = try Office(2, in: scratch)
        try hub.register(other.peer)
        try other.write((100..<140).map { Sample.write(Sample.id($0), "label", .text("more")) })
        try other.synchronize(with: hub)
        var session = OfficeSession(now: hub.tick(), rowsMax: 7)
        var answering = HubSession(peer: office.peer)
        var outgoing = [
            try office.store.read {
                try session.hello(
                    group: Hub.group, replica: office.replica, schemaVersion: 1, ledger: $0)
            }
        ]
        for _ in 0..<6 where !outgoing.isEmpty {
            for answer in try hub.receive(outgoing.removeFirst(), &answering) {
                outgoing += try office.store.write { try session.receive(answer, ledger: &$0) }
            }
        }
        let cursor = try office.store.read { try $0.cursor }
        #expect(cursor.through > .end(of: cursor.from))
        let store = try copy(of: rows(office.store), in: scratch)
        let begun = try store.read { try $0.cursor }
        #expect(begun == Cursor(from: cursor.from, through: .end(of: cursor.from)))
        let peer = Peer(
            replica: ReplicaID(bits: 9), role: .office, office: office.officeID,
            scopes: office.peer.scopes)
        try hub.register(peer)
        try synchronize(store, as: peer, with: hub)
        try office.synchronize(with: hub)
        try synchronize(store, as: peer, with: hub)
        #expect(try store.read { try $0.digests() } == office.store.read { try $0.digests() })
        try store.close()
    }

    @Test func `a row that only a hub has is refused`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        #expect(throws: HubCopyFault.self) {
            try office.store.write { transaction in
                try transaction.restoreOffice(
                    .invitation(
                        Invitation(
                            secretHash: [7], role: .office, office: nil, scopes: [], name: "x",
                            expiresAt: now), usedBy: nil))
            }
        }
    }

    private func synchronize(_ store: Store, as peer: Peer, with hub: Hub) throws {
        var session = OfficeSession(now: hub.tick())
        var answering = HubSession(peer: peer)
        var outgoing = [
            try store.read {
                try session.hello(
                    group: Hub.group, replica: peer.replica, schemaVersion: 1, ledger: $0)
            }
        ]
        while !outgoing.isEmpty {
            for answer in try hub.receive(outgoing.removeFirst(), &answering) {
                outgoing += try store.write { try session.receive(answer, ledger: &$0) }
            }
        }
        #expect(session.isDone)
    }
}
