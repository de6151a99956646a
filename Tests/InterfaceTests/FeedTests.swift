import Benefits
import DeskKit
import Foundation
import Merge
import Participation
import Practice
import Records
import Replica
import Store
import Tables
import Testing

@testable import Interface
@testable import Wire

/// What changed, from a cursor on.
struct FeedTests {
    private func changes(
        _ pms: PracticeSoftware, after cursor: Data = Data(), limit: UInt32 = 0,
        types: [String] = []
    ) throws -> Bridgework_V1_OfficeReply {
        try pms.ask { request in
            request.changes.cursor = cursor
            request.changes.limit = limit
            request.changes.types = types
        }
    }

    @Test func `whoever begins is told what comes after, and nothing before`() throws {
        let pms = try PracticeSoftware()
        _ = try pms.create("patient", ["family": "Before", "given": "A"])
        let start = try changes(pms).changes
        #expect(start.changes.isEmpty && start.cursor.count == 16)
        let made = try pms.create("patient", ["family": "After", "given": "A"]).written
        let record = try #require(try pms.read("patient", made.id))
        _ = try pms.change(record, "preferredName", "Addie")
        let page = try changes(pms, after: start.cursor).changes
        #expect(page.changes.map(\.kind) == [.created, .changed])
        #expect(page.changes.allSatisfy { $0.id == made.id && $0.type == "patient" })
        #expect(page.changes[1].units == ["preferredName"])
        #expect(page.changes[0].position < page.changes[1].position)
        #expect(!page.more)
        #expect(try changes(pms, after: page.cursor).changes.changes.isEmpty)
        // The same again is told again: a reader that died before it kept the cursor misses none.
        #expect(try changes(pms, after: start.cursor).changes == page)
    }

    @Test func `a long feed comes in parts`() throws {
        let pms = try PracticeSoftware()
        var cursor = try changes(pms).changes.cursor
        for number in 0..<5 {
            _ = try pms.create("patient", ["family": "S\(number)", "given": "A"])
        }
        _ = try pms.lone.create(.payor, "code=P1", "name=Payor")
        var told = 0
        var more = true
        while more {
            let page = try changes(pms, after: cursor, limit: 2, types: ["patient"]).changes
            told += page.changes.count
            cursor = page.cursor
            more = page.more
        }
        #expect(told == 5)
    }

    @Test func `conflicts that come up and go are told once each`() throws {
        let pms = try PracticeSoftware()
        let made = try pms.create("patient", ["family": "S", "given": "A"]).written
        let id = try #require(RecordID(bytes: Bytes(made.id)))
        let start = try changes(pms).changes.cursor
        let writes = [1, 2].map { number in
            Write(
                record: id, type: "patient", attribute: "birthDate", key: [],
                value: Value([.int(number)]).encoded)
        }
        try pms.lone.apart(writes[0], writes[1])
        let conflict = try #require(try pms.lone.open.first)
        try pms.lone.edit(.patient, id.description, "preferredName=Addie")
        let page = try changes(pms, after: start).changes
        let told = page.changes.filter { $0.kind == .conflict }
        #expect(told.map(\.id) == [Data(conflict.id.bytes)])
        #expect(told.map(\.type) == ["patient"])
        #expect(!page.changes.contains { $0.kind == .settled })
        // Somebody who saw both writes what stands.
        try pms.lone.write([writes[0]])
        let after = try changes(pms, after: page.cursor).changes
        #expect(after.changes.filter { $0.kind == .settled }.map(\.id) == told.map(\.id))
    }

    @Test func `a cursor of another store, and one that is none, are told apart`() throws {
        let pms = try PracticeSoftware()
        let other = try PracticeSoftware()
        let start = try changes(pms).changes.cursor
        #expect(try changes(other, after: start).errorCode == .cursorTooOld)
        _ = try changes(other)
        _ = try other.create("patient", ["family": "S", "given": "A"])
        _ = try pms.create("patient", ["family": "S", "given": "A"])
        let cursor = try changes(pms, after: start).changes.cursor
        #expect(try changes(other, after: cursor).errorCode == .cursorTooOld)
        #expect(try changes(pms, after: Data([1, 2])).errorCode == .malformed)
        #expect(try changes(pms, after: start, limit: 1_001).errorCode == .malformed)
    }

    @Test func `nothing is written while nobody follows`() throws {
        let pms = try PracticeSoftware()
        _ = try pms.create("patient", ["family": "S", "given": "A"])
        let start = try changes(pms).changes.cursor
        let cursor = try #require(FeedCursor(bytes: Array(start)))
        #expect(try pms.lone.store.read { try $0.feedCount(after: cursor) } == 0)
        _ = try pms.create("patient", ["family": "T", "given": "A"])
        #expect(try pms.lone.store.read { try $0.feedCount(after: cursor) } == 1)
    }

    @Test func `a refused or rehearsed write leaves no trace in the feed`() throws {
        let pms = try PracticeSoftware()
        let start = try changes(pms).changes.cursor
        #expect(try pms.create("patient", ["birthDate": "soon"]).errorCode != nil)
        _ = try pms.ask { request in
            request.write.dryRun = true
            request.write.create.type = "patient"
            request.write.create.id = Data(RecordID.random().bytes)
            request.write.create.fields = [
                PracticeSoftware.set("family", "S"), PracticeSoftware.set("given", "A"),
            ]
        }
        #expect(try changes(pms, after: start).changes.changes.isEmpty)
    }
}
