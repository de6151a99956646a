import Merge
import Sync
import Testing

@testable import Store

struct SyncedStoresTests {
    @Test func `offices and hub hold the same of what they share`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let offices = [try Office(1, in: scratch), try Office(2, in: scratch)]
        for (turn, office) in (offices + offices + offices).enumerated() {
            for number in 0..<30 {
                try office.write(
                    Sample.write(Sample.id(number % 20), "label", .text("\(turn) \(number)")),
                    Sample.write(Sample.id(number), "count", .int(Int64(turn))))
            }
            try office.write(
                Sample.write(
                    Sample.id(100 + turn), "offices", key: [.blob(office.officeID.bytes[...])],
                    type: "place"))
            try office.synchronize(with: hub, rowsMax: 5)
        }
        for office in offices { try office.synchronize(with: hub) }
        for office in offices {
            let expected = try hub.store.read { try $0.digests(in: office.peer.scopes) }
            #expect(try office.store.read { try $0.digests() } == expected)
            #expect(try office.store.integrityProblems() == [])
            #expect(try office.store.read { try $0.count(of: Sample.place) } == 3)
        }
        #expect(try hub.store.integrityProblems() == [])
    }

    @Test func `a sync with nothing to say writes nothing`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try office.write(Sample.write(Sample.id(1), "label", .text("a")))
        try office.synchronize(with: hub)
        try office.synchronize(with: hub)
        let before = (
            try scratch.bytes(of: office.folder), try scratch.bytes(of: hub.folder)
        )
        #expect(try office.synchronize(with: hub) == 1)
        #expect(try scratch.bytes(of: office.folder) == before.0)
        #expect(try scratch.bytes(of: hub.folder) == before.1)
    }

    @Test func `a part follows its place into and out of an office`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let (first, second) = (try Office(1, in: scratch), try Office(2, in: scratch))
        let (place, part) = (Sample.id(1), Sample.id(2))
        let firstOnly = Sample.write(
            place, "offices", key: [.blob(first.officeID.bytes[...])], type: "place")
        try first.write(firstOnly, Sample.write(place, "title", .text("p"), type: "place"))
        try first.write(
            Sample.write(part, "place", .blob(place.bytes[...]), type: "part"),
            Sample.write(part, "title", .text("x"), type: "part"))
        try first.synchronize(with: hub)
        try second.synchronize(with: hub)
        #expect(try second.row(part, of: "part") == nil)
        try first.write(
            Sample.write(
                place, "offices", key: [.blob(second.officeID.bytes[...])], type: "place"),
            Write(
                record: place, type: "place", attribute: "offices", key: firstOnly.key,
                value: nil))
        try first.synchronize(with: hub)
        try second.synchronize(with: hub)
        #expect(try first.row(part, of: "part") == nil)
        #expect(try first.row(place, of: "place") == nil)
        #expect(try second.row(part, of: "part")?["title"] == "x")
        #expect(try first.store.integrityProblems() == [])
        #expect(try second.store.integrityProblems() == [])
    }

    @Test func `rows of several scopes are cut only between positions`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let scopes: [Scope] = [.central, .group, .office(Sample.id(9))]
        try hub.store.write { ledger in
            for number in 0..<30 {
                let scope = scopes[number % 3]
                try ledger.set(
                    VisibilityRow(
                        scope: scope, record: Sample.id(number), changed: UInt64(number / 6 + 1),
                        entered: 1, isIn: true))
            }
        }
        try hub.store.read { ledger in
            for limit in 1...31 {
                let rows = try ledger.rows(in: scopes, after: 0, limit: limit)
                let whole = min(30, (limit + 5) / 6 * 6)
                #expect(rows.count == whole, "limit \(limit)")
                #expect(rows.map(\.changed) == rows.map(\.changed).sorted())
            }
            #expect(try ledger.rows(in: scopes, after: 2, limit: 1).count == 6)
            #expect(try ledger.rows(in: [.group], after: 0, limit: 3).count == 4)
            #expect(try ledger.rows(in: [.group], after: 5, limit: 3).isEmpty)
            #expect(try ledger.rows(in: [], after: 0, limit: 3).isEmpty)
        }
    }

    @Test func `a copied disk is noted and nothing is lost`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        try office.write(Sample.write(Sample.id(1), "label", .text("a")))
        let parent = try office.store.read { try $0.tip }
        var answering = HubSession(peer: office.peer)
        try office.synchronize(with: hub)
        let hello = OfficeMessage.hello(
            OfficeMessage.Hello(
                group: Hub.group, replica: office.replica, schemaVersion: 1, top: .origin,
                cursor: .origin, clock: Timestamp(milliseconds: 1), pending: 2, scopes: []))
        _ = try hub.receive(hello, &answering)
        for nonce in [1, 2] as [UInt64] {
            let write = Sample.write(Sample.id(1), "label", .text("copy \(nonce)"))
            let copy = SealedChangeSet(
                sealing: ChangeSet(
                    replica: office.replica, actor: nil, role: .office,
                    claimedAt: Timestamp(milliseconds: 1), parent: parent, nonce: nonce,
                    ops: [write.op(seeing: RecordState(), shape: nil)]))
            _ = try hub.receive(.push([copy.bytes]), &answering)
        }
        let events = try hub.store.read { try $0.auditLines(limit: 10) }.map(\.event)
        #expect(events == ["copied-disk"])
        #expect(try hub.store.read { try $0.view(of: Sample.id(1)) }?.entries.count == 3)
    }
}
