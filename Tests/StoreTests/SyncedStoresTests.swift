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

    @Test func `rows of several scopes are cut anywhere, and go on there`() throws {
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
            let all = try ledger.rows(in: scopes, after: Cursor.origin.through, limit: 31)
            #expect(all.count == 30)
            #expect(all.map(\.mark) == all.map(\.mark).sorted())
            for limit in 1...31 {
                var found: [VisibilityRow] = []
                var mark = Cursor.origin.through
                while true {
                    let rows = try ledger.rows(in: scopes, after: mark, limit: limit)
                    guard let last = rows.last else { break }
                    #expect(rows.count == min(limit, 30 - found.count), "limit \(limit)")
                    found += rows
                    mark = last.mark
                }
                #expect(found == all, "limit \(limit)")
            }
            #expect(try ledger.rows(in: [.group], after: .end(of: 4), limit: 3).count == 2)
            #expect(try ledger.rows(in: [.group], after: .end(of: 5), limit: 3).isEmpty)
            #expect(try ledger.rows(in: [], after: .end(of: 0), limit: 3).isEmpty)
        }
    }

    @Test func `what one change set did to many records arrives in many pages, as one`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let first = try Office(1, in: scratch)
        let second = try Office(2, in: scratch)
        let office = { (office: Office) in [Scalar.blob(office.officeID.bytes[...])] }
        let places = (0..<300).map { Sample.id($0 + 1_000) }
        try first.write(
            places.flatMap { place in
                [
                    Sample.write(place, "offices", key: office(first), type: "place"),
                    Write(
                        record: place, type: "place", attribute: "title",
                        value: Value([.text(String(repeating: "t", count: 30))]).encoded),
                ]
            })
        try second.write(Sample.write(Sample.id(1), "label", .text("a")))
        try first.synchronize(with: hub)
        try second.synchronize(with: hub)
        try first.write(
            places.map { Sample.write($0, "offices", key: office(second), type: "place") })
        try first.synchronize(with: hub)
        // With something to push it is the office that says how large the pages are.
        try second.write(Sample.write(Sample.id(1), "count", .int(2)))
        var session = OfficeSession(now: hub.tick(), rowsMax: 64)
        var answering = HubSession(peer: second.peer)
        let hello = try second.store.read {
            try session.hello(
                group: Hub.group, replica: second.replica, schemaVersion: 1, ledger: $0)
        }
        var outgoing = [hello]
        var counts: Set<Int> = []
        var marks: Set<RowMark> = []
        while !outgoing.isEmpty {
            let message = outgoing.removeFirst()
            for answer in try hub.receive(message, &answering) {
                outgoing += try second.store.write { try session.receive(answer, ledger: &$0) }
            }
            counts.insert(try second.store.read { try $0.count(of: Sample.place) })
            let cursor = try second.store.read { try $0.cursor }
            if !cursor.through.isEndOfPosition { marks.insert(cursor.through) }
            // A process that ends here goes on from what is on the disk.
            if marks.count == 3 { try second.reopen() }
        }
        #expect(counts == [0, 300])
        #expect(marks.count == 4)
        let expected = try hub.store.read { try $0.digests(in: second.peer.scopes) }
        #expect(try second.store.read { try $0.digests() } == expected)
        #expect(try second.store.integrityProblems() == [])
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
