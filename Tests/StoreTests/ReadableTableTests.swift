import Foundation
import Merge
import Sync
import Testing

@testable import Store

struct ReadableTableTests {
    private let id = Sample.id(1)

    @Test func `every kind of field is shown as it is written`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let owner = Sample.id(9)
        try office.write(
            Sample.write(id, "label", .text("Ångström, naïve")),
            Sample.write(id, "count", .int(7)),
            Sample.write(id, "fee", .int(8_510)),
            Sample.write(id, "share", .int(8_000)),
            Sample.write(id, "since", .int(20_000)),
            Sample.write(id, "seenAt", .int(1_700_000_000_123)),
            Sample.write(id, "isOpen", .flag(true)),
            Sample.write(id, "mood", .text("good")),
            Sample.write(id, "owner", .blob(owner.bytes[...])),
            Sample.write(id, "npi", .text("2000000006")),
            Sample.write(id, "raw", .blob([0, 1, 255])),
            Sample.write(id, "period", .int(20_000), .int(20_364)))
        try office.store.close()
        let columns =
            "label, count, fee, share, since, seenAt, isOpen, mood, owner, npi, hex(raw), "
            + "begins, ends"
        let row = try Office.sql("SELECT \(columns) FROM thing", in: office.folder.database)
        #expect(
            row == [
                "\"Ångström, naïve\"|7|8510|8000|\"2024-10-04\"|1700000000123|1|\"good\"|"
                    + "\"\(owner)\"|\"2000000006\"|\"0001FF\"|\"2024-10-04\"|\"2025-10-03\""
            ])
    }

    @Test func `of a row that is there only what changed is written`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let (author, reader) = (try Office(1, in: scratch), try Office(2, in: scratch))
        try author.write(
            Sample.write(id, "label", .text("written")), Sample.write(id, "count", .int(1)),
            Sample.write(id, "tags", key: [.text("a")]))
        for office in [author, reader] { try office.synchronize(with: hub) }
        try reader.store.write { transaction in
            try transaction.connection.run("UPDATE thing SET label = 'by hand'")
        }
        try author.write(
            Sample.write(id, "count", .int(2)), Sample.write(id, "tags", key: [.text("b")]))
        for office in [author, reader] { try office.synchronize(with: hub) }
        #expect(try reader.row(id)?["label"] == "by hand")
        #expect(try reader.row(id)?["count"] == "2")
        #expect(try reader.row(id)?["tags"] == "[\"a\",\"b\"]")
        // Whoever asks for it gets the whole row anew.
        #expect(try reader.store.forgetDamagedRecords(at: hub.tick()).redrawn == 1)
        #expect(try reader.row(id)?["label"] == "written")
        #expect(try reader.store.integrityProblems() == [])
    }

    @Test func `both ways to a row show the same`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        var dice = SystemRandomNumberGenerator()
        let odd: [Scalar] = [
            .null, .flag(true), .flag(false), .int(.min), .int(.max), .int(0), .int(-1),
            .int(99_999_999), .text(""), .text("a"), .text("é"), .text("a\u{0}b"),
            .text(String(repeating: "x", count: 200)), .blob([]), .blob([1, 2, 3]),
            .blob(Sample.id(3).bytes[...]),
        ]
        let names = [
            "label", "count", "fee", "share", "since", "seenAt", "isOpen", "mood", "owner",
            "npi", "raw",
        ]
        for number in 0..<200 {
            let id = Sample.id(number)
            var writes = names.filter { _ in Bool.random(using: &dice) }.map {
                Sample.write(id, $0, odd.randomElement(using: &dice) ?? .null)
            }
            writes.append(
                Sample.write(
                    id, "period", odd.randomElement(using: &dice) ?? .null,
                    odd.randomElement(using: &dice) ?? .null, .text("newer field")))
            try office.write(writes)
        }
        // A record that is no longer in use goes the long way; what the other columns show must
        // stay.
        for number in 0..<200 {
            let before = try office.row(Sample.id(number))
            try office.write(Sample.write(Sample.id(number), "lifecycle", .text("inactive")))
            var after = try office.row(Sample.id(number))
            #expect(after?.removeValue(forKey: "lifecycle") == "inactive")
            var expected = before
            expected?.removeValue(forKey: "lifecycle")
            #expect(after == expected, "record \(number)")
        }
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `lists are shown as JSON`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.write(
            Sample.write(id, "tags", key: [.text("b")]),
            Sample.write(id, "tags", key: [.text("a")]),
            Sample.write(id, "prices", .int(1_250), key: [.text("D0120")]),
            Sample.write(id, "steps", .text("sent"), .int(20_000)),
            Sample.write(id, "visits", .int(2)))
        try office.write(Sample.write(id, "visits", .int(3)))
        let row = try #require(try office.row(id))
        #expect(row["tags"] == "[\"a\",\"b\"]")
        #expect(row["prices"] == "[{\"key\":\"D0120\",\"value\":\"12.50\"}]")
        #expect(row["steps"] == "[{\"step\":\"sent\",\"on\":\"2024-10-04\"}]")
        #expect(row["visits"] == "5")
    }

    @Test func `a blocking conflict shows as unknown and as NULL`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let (first, second) = (try Office(1, in: scratch), try Office(2, in: scratch))
        try first.write(Sample.write(id, "since", .int(1)), Sample.write(id, "fee", .int(100)))
        try second.write(Sample.write(id, "since", .int(2)), Sample.write(id, "fee", .int(200)))
        try first.synchronize(with: hub)
        try second.synchronize(with: hub)
        try first.synchronize(with: hub)
        #expect(try first.row(id)?["since"] == "?")
        #expect(try first.row(id)?["fee"] == "2.00")
        // A column that shows nothing but the doubt says something.
        let since = try #require(Sample.thing.columns.firstIndex { $0.name == "since" })
        let told = try first.store.read {
            try $0.telling(of: Sample.thing, .matching(), [since])
        }
        #expect(told == [since])
        let conflicts = try first.store.read { try $0.conflicts() }
        #expect(Set(conflicts.map(\.attribute)) == ["since", "fee"])
        #expect(conflicts.filter(\.isBlocking).map(\.attribute) == ["since"])
        #expect(try second.store.read { try $0.conflicts() } == conflicts)
        #expect(try hub.store.read { try $0.conflicts() } == conflicts)
        // Settling is an ordinary write; the table follows everywhere.
        try second.write(Sample.write(id, "since", .int(2)), Sample.write(id, "fee", .int(150)))
        #expect(try second.store.read { try $0.conflicts() }.isEmpty)
        try second.synchronize(with: hub)
        try first.synchronize(with: hub)
        #expect(try first.store.read { try $0.conflicts() }.isEmpty)
        #expect(try first.row(id)?["since"] == "1970-01-03")
        #expect(try hub.store.integrityProblems() == [])
        #expect(try first.store.integrityProblems() == [])
    }

    @Test func `two spellings of one letter are two keys`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed)
        try office.write(
            Sample.write(id, "prices", .int(1), key: [.text(composed)]),
            Sample.write(id, "prices", .int(2), key: [.text(decomposed)]),
            Sample.write(id, "tags", key: [.text(composed)]),
            Sample.write(id, "tags", key: [.text(decomposed)]))
        try office.reopen()
        let (_, projection) = try #require(
            try office.store.read { try $0.projection(of: id) })
        let sizes = projection.cells.compactMap { cell -> Int? in
            switch cell {
            case .pairs(let pairs): pairs.count
            case .elements(let elements): elements.count
            default: nil
            }
        }
        #expect(sizes == [2, 2])
        // And as text: what differs in bytes is a change.
        try office.write(Sample.write(id, "label", .text(composed)))
        try office.write(Sample.write(id, "label", .text(decomposed)))
        let filter = try #require(Sample.thing.column("label"))
        let found = try office.store.read {
            try $0.ids(of: Sample.thing, where: filter, is: .text(composed))
        }
        #expect(found.isEmpty)
    }

    @Test func `records are found by filter and by the end of their id`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        for number in 0..<20 {
            try office.write(Sample.write(Sample.id(number), "count", .int(Int64(number % 4))))
        }
        let column = try #require(Sample.thing.column("count"))
        try office.store.read { transaction in
            let rows = try transaction.list(Sample.thing, where: [(column, .int(3))])
            #expect(rows.count == 5)
            #expect(try transaction.list(Sample.thing, limit: 3).count == 3)
            let suffix = String(Sample.id(17).description.suffix(4))
            #expect(try transaction.ids(of: Sample.thing, endingIn: suffix) == [Sample.id(17)])
            #expect(try transaction.ids(of: Sample.thing, endingIn: "'%").isEmpty)
        }
    }

    @Test func `columns that say nothing are known without reading every row`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        for number in 0..<3 {
            try office.write(Sample.write(Sample.id(number), "label", .text("same")))
        }
        try office.write(Sample.write(Sample.id(1), "count", .int(4)))
        let places = ["label", "count", "fee"].map { name in
            Sample.thing.columns.firstIndex { $0.name == name } ?? 0
        }
        let count = try #require(Sample.thing.column("count"))
        try office.store.read { (transaction: StoreTransaction) throws in
            func told(
                _ selection: RowSelection, unless silent: [Int: String] = [:]
            ) throws -> [Int] {
                try transaction.telling(of: Sample.thing, selection, places, unless: silent)
            }
            #expect(try told(.matching()) == [places[0], places[1]])
            #expect(try told(.matching([(count, .null)])) == [places[0]])
            #expect(try told(.matching(limit: 1)) == [places[0]])
            #expect(try told(.matching(), unless: [places[0]: "same"]) == [places[1]])
            #expect(try told(.these([Sample.id(1)])) == [places[0], places[1]])
            #expect(try told(.these([Sample.id(2), Sample.id(9)])) == [places[0]])
            #expect(try told(.matching([(count, .int(7))])).isEmpty)
        }
    }
}
