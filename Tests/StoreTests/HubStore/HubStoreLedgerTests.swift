import Merge
import Sync
import Testing

/// Records, history and what is to be seen, as a conversation asks for them.
struct HubStoreLedgerTests {
    @Test(arguments: HubStoreHome.allCases)
    func `the history is in order, chained, and answers the same again`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2)
        #expect(try hub.store.read { try $0.head } == .origin)
        var sealed: [SealedChangeSet] = []
        for text in ["a", "b", "c"] {
            sealed.append(try hub.admit(Sample.write(Sample.id(20), "label", .text(text))))
        }
        try hub.store.read { transaction throws in
            var last = Head.origin
            for (index, changeSet) in sealed.enumerated() {
                let answer = try #require(try transaction.answer(to: changeSet.id))
                let time = try #require(try transaction.effectiveAt(answer.head.position))
                let chain = last.chain.next(changeSet.id, [.applied], effectiveAt: time)
                last = Head(position: UInt64(index + 1), chain: chain)
                #expect(
                    answer
                        == HubMessage.Acknowledgement(
                            id: changeSet.id, head: last, verdicts: [.applied]))
                #expect(try transaction.chain(at: last.position) == chain)
                #expect(time == changeSet.content.claimedAt)
                #expect(
                    try transaction.kept(changeSet.id)
                        == KeptChangeSet(
                            bytes: changeSet.bytes, replica: StoredHub.peer(2).replica))
            }
            #expect(try transaction.head == last)
            #expect(try transaction.chain(at: 0) == .origin)
            #expect(try transaction.chain(at: 4) == nil)
            #expect(try transaction.effectiveAt(4) == nil)
            #expect(try transaction.backedUpThrough == 0)
            #expect(try transaction.answer(to: ChangeSetID(bits: 9)) == nil)
            #expect(try transaction.kept(ChangeSetID(bits: 9)) == nil)
        }
        let again = try hub.admit(sealed[0].bytes, by: StoredHub.peer(2))
        #expect(again.head.position == 1)
        #expect(try hub.store.read { try $0.head.position } == 3)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `an entry is found by the op that wrote it`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2)
        let sealed = try hub.admit(
            Sample.write(Sample.id(20), "label", .text("a")),
            Sample.write(Sample.id(20), "count", .int(1)))
        _ = try hub.admit([1, 2, 3][...], by: StoredHub.peer(2))
        try hub.store.read { transaction throws in
            for (index, op) in sealed.content.ops.enumerated() {
                let entry = EntryID(changeSet: sealed.id, index: UInt32(index))
                #expect(try transaction.op(of: entry) == op)
            }
            #expect(try transaction.op(of: EntryID(changeSet: sealed.id, index: 2)) == nil)
            let junk = SealedChangeSet.address(of: [1, 2, 3])
            #expect(try transaction.op(of: EntryID(changeSet: junk, index: 0)) == nil)
            #expect(try transaction.answer(to: junk)?.verdicts == [.malformed])
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `what its author cannot account for is on whoever brought it`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        let bringer = StoredHub.peer(2)
        let write = Sample.write(Sample.id(20), "label", .text("a"))
        // Of nobody who was ever registered, in another's name, and nothing that can be read.
        let unknown = try hub.sealed([write], by: StoredHub.peer(9))
        let forged = try hub.sealed([write], by: StoredHub.peer(3))
        for bytes in [unknown.bytes, forged.bytes, [4][...]] {
            let answer = try hub.admit(bytes, by: bringer)
            let kept = try hub.store.read { try $0.kept(answer.id) }
            #expect(kept == KeptChangeSet(bytes: bytes, replica: bringer.replica))
        }
        #expect(
            try hub.store.read { try $0.answer(to: forged.id) }?.verdicts == [.foreignReplica])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `a release is found by what it releases, and is on its author's account`(
        home: HubStoreHome
    ) throws {
        let hub = try home.hub()
        try hub.register(2)
        let peer = StoredHub.peer(2)
        let sealed = try hub.sealed([Sample.write(Sample.id(20), "label", .text("a"))], by: peer)
        let admission = hub.admission
        try hub.store.write { transaction in
            _ = try admission.keepUnread(
                sealed.bytes, .crashed, from: peer, ledger: &transaction)
            #expect(try transaction.release(of: sealed.id) == nil)
            #expect(try transaction.record(Sample.id(20)) == nil)
        }
        let released = try hub.store.write { transaction in
            try admission.release(sealed.id, ledger: &transaction)
        }
        let id = try #require(released).id
        try hub.store.read { transaction throws in
            #expect(try transaction.release(of: sealed.id) == id)
            #expect(try transaction.kept(id)?.replica == peer.replica)
            #expect(try transaction.record(Sample.id(20)) != nil)
            #expect(try transaction.history(with: .crashed) == [sealed.id])
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `two change sets after one tell of a copied disk, the first time too`(
        home: HubStoreHome
    ) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        let first = try hub.admit(Sample.write(Sample.id(20), "label", .text("a")))
        try hub.admit(Sample.write(Sample.id(20), "label", .text("b")), parent: first.id)
        try hub.admit(Sample.write(Sample.id(20), "label", .text("c")), by: 3, parent: first.id)
        #expect(try hub.store.read { try $0.auditLines(limit: 9) }.isEmpty)
        try hub.admit(Sample.write(Sample.id(20), "label", .text("d")), parent: first.id)
        let lines = try hub.store.read { try $0.auditLines(limit: 9) }
        #expect(lines.map(\.event) == ["copied-disk"])
        #expect(lines.first?.subject?.bits == StoredHub.peer(2).replica.bits)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `records are found by type, by reference and by text`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2)
        for number in [22, 21] {
            try hub.admit(
                Sample.write(Sample.id(number), "label", .text("n\(number)")),
                Sample.write(Sample.id(number), "owner", .blob(Sample.id(10).bytes[...])))
        }
        try hub.admit(Sample.write(Sample.id(23), "count", .int(1)))
        try hub.store.write { transaction in
            #expect(try transaction.records(of: "thing") == [21, 22, 23].map(Sample.id))
            #expect(try transaction.records(of: "part").isEmpty)
            #expect(try transaction.records(of: "unheard of").isEmpty)
            let owned = try transaction.records(of: "thing", where: "owner", is: Sample.id(10))
            #expect(owned == [21, 22].map(Sample.id))
            #expect(
                try transaction.records(of: "thing", where: "owner", is: Sample.id(11)).isEmpty)
            let texts = try transaction.texts(of: "thing", in: "label")
            #expect(texts.map(\.id) == [21, 22].map(Sample.id))
            #expect(texts.map(\.text) == ["n21", "n22"])
            // And by what the transaction itself has changed.
            let stored = try #require(try transaction.record(Sample.id(23)))
            var moved = StoredRecord(id: Sample.id(24), type: "thing", state: stored.state)
            moved.state = try #require(try transaction.record(Sample.id(21))).state
            try transaction.put(moved, changed: 9)
            #expect(try transaction.records(of: "thing").count == 4)
            #expect(
                try transaction.records(of: "thing", where: "owner", is: Sample.id(10)).last
                    == Sample.id(24))
            #expect(
                try transaction.texts(of: "thing", in: "label").map(\.text)
                    == ["n21", "n22", "n21"])
        }
    }

    @Test(arguments: HubStoreHome.allCases, [1, 2, 3, 100])
    func `rows come page by page in the order of their last change, each once`(
        home: HubStoreHome, limit: Int
    ) throws {
        let hub = try home.hub()
        let scopes: [Scope] = [.group, .office(Sample.id(2))]
        var rows: [VisibilityRow] = []
        for (number, changed) in [5, 3, 3, 9, 3].enumerated() {
            for scope in scopes where (number + changed) % 3 > 0 || scope == .group {
                rows.append(
                    VisibilityRow(
                        scope: scope, record: Sample.id(30 + number), changed: UInt64(changed),
                        entered: 1, isIn: number != 3))
            }
        }
        rows.append(
            VisibilityRow(
                scope: .clinical, record: Sample.id(30), changed: 4, entered: 1, isIn: true))
        try hub.store.write { transaction in
            for row in rows {
                var earlier = row
                earlier.changed = 1
                try transaction.set(earlier)
                try transaction.set(row)
            }
        }
        let wanted = rows.filter { scopes.contains($0.scope) }
            .sorted { ($0.changed, $0.record, $0.scope) < ($1.changed, $1.record, $1.scope) }
        var found: [VisibilityRow] = []
        var mark = RowMark(position: 0, record: RecordID(bits: 0))
        while true {
            let page = try hub.store.read {
                try $0.rows(in: scopes, after: mark, limit: limit)
            }
            guard let last = page.last else { break }
            #expect(page.count <= limit)
            found += page
            mark = last.mark
        }
        // A page that ends between a record's rows passes the record.
        let isWhole = limit > 1
        #expect(isWhole ? Set(found.map(\.record)) == Set(wanted.map(\.record)) : !found.isEmpty)
        if limit == 100 { #expect(found == wanted) }
        let rest = try hub.store.read {
            try $0.rows(in: scopes, after: .end(of: 3), limit: 100)
        }
        #expect(rest == wanted.filter { $0.changed > 3 })
        let seen = try hub.store.read { try $0.visibility(of: Sample.id(30)) }
        #expect(
            Set(seen.map(\.scope)) == Set(rows.filter { $0.record == Sample.id(30) }.map(\.scope)))
    }

    @Test(arguments: HubStoreHome.allCases)
    func `parents are replaced, and children found by each`(home: HubStoreHome) throws {
        let hub = try home.hub()
        let (a, b, child, other) = (Sample.id(1), Sample.id(2), Sample.id(3), Sample.id(4))
        try hub.store.write { transaction in
            try transaction.setParents(of: child, to: [a, b])
            try transaction.setParents(of: other, to: [a])
        }
        try hub.store.write { transaction in
            #expect(try transaction.children(of: a).sorted() == [child, other])
            #expect(try transaction.children(of: b) == [child])
            try transaction.setParents(of: child, to: [b])
            #expect(try transaction.children(of: a) == [other])
            try transaction.setParents(of: other, to: [])
        }
        #expect(try hub.store.read { try $0.children(of: a) }.isEmpty)
        #expect(try hub.store.read { try $0.children(of: b) } == [child])
    }
}
