import Foundation
import GRDBSQLite
import Testing

@testable import Sealing

/// Pages at rest: what was sealed comes back, and anything else is an error.
struct SealedPagesTests {
    private static let pageSize = 4_096

    @Test func `what is written comes back, and no byte of it is on the disk`() throws {
        let folder = try SealedFolder()
        let file = try folder.make("a")
        let rows = try SealedDatabase.content(file, folder.ring)
        #expect(rows.count == 400)
        #expect(rows.first == "1 \(SealedFolder.canary) 7919")
        let database = try SealedDatabase(file, folder.ring)
        try database.run("UPDATE t SET word = word || ' again'")
        for name in ["a", "a-wal"] {
            let bytes = try folder.bytes(name)
            #expect(!bytes.isEmpty)
            for text in [SealedFolder.canary, "CREATE TABLE", "SQLite format 3"] {
                #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text) in \(name)")
            }
        }
        // The scan finds it where it is.
        let plain = try SealedDatabase(folder.path + "/plain", nil)
        try plain.run("CREATE TABLE t (word TEXT)")
        try plain.run("INSERT INTO t VALUES ('\(SealedFolder.canary)')")
        let found = try folder.bytes("plain").range(of: Data(SealedFolder.canary.utf8))
        #expect(found != nil)
    }

    @Test func `the same page is never the same bytes twice`() throws {
        let folder = try SealedFolder()
        let file = try folder.make("a")
        let before = try folder.bytes("a")
        let database = try SealedDatabase(file, folder.ring)
        try database.run("UPDATE t SET word = word")
        try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        let after = try folder.bytes("a")
        #expect(after.count == before.count)
        let page = before.count / Self.pageSize / 2 * Self.pageSize
        #expect(before[page..<page + 64] != after[page..<page + 64])
    }

    /// Some bytes of each part of a page, and all of the first page's beginning.
    @Test func `a changed byte is an error wherever it is`() throws {
        let folder = try SealedFolder()
        let whole = try Data(folder.bytes(URL(filePath: folder.make("a")).lastPathComponent))
        let pages = whole.count / Self.pageSize
        let within = [0, 1, 99, 100, 2_000, 4_055, 4_056, 4_067, 4_068, 4_079, 4_080, 4_095]
        var places = (0..<pages).flatMap { page in within.map { page * Self.pageSize + $0 } }
        places += 0..<120
        for place in places {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            let file = try folder.copy(bytes, as: "b")
            #expect(throws: SealedDatabase.Fault.self, "byte \(place)") {
                try Self.read(file, folder.ring)
            }
        }
    }

    /// Reads every page; a damaged one is an error, also where SQLite's check lists it.
    private static func read(_ file: String, _ ring: KeyRing) throws {
        let database = try SealedDatabase(file, ring)
        let health = try database.column("PRAGMA integrity_check")
        guard health == ["ok"] else { throw SealedDatabase.Fault(code: SQLITE_CORRUPT) }
        _ = try database.column("SELECT word FROM t")
    }

    @Test func `pages that changed places are an error`() throws {
        let folder = try SealedFolder()
        try folder.make("a")
        let whole = try folder.bytes("a")
        let pages = whole.count / Self.pageSize
        for (one, other) in [(2, 3), (pages - 2, pages - 1), (1, pages - 1)] {
            var bytes = whole
            let first = whole[one * Self.pageSize..<(one + 1) * Self.pageSize]
            let second = whole[other * Self.pageSize..<(other + 1) * Self.pageSize]
            bytes.replaceSubrange(one * Self.pageSize..<(one + 1) * Self.pageSize, with: second)
            bytes.replaceSubrange(
                other * Self.pageSize..<(other + 1) * Self.pageSize, with: first)
            let file = try folder.copy(bytes, as: "b")
            #expect(throws: SealedDatabase.Fault.self) { try Self.read(file, folder.ring) }
        }
    }

    @Test func `a page of another file under the same keys is an error`() throws {
        let folder = try SealedFolder()
        try folder.make("a")
        try folder.make("other")
        let (whole, other) = (try folder.bytes("a"), try folder.bytes("other"))
        for page in 0..<whole.count / Self.pageSize {
            var bytes = whole
            let range = page * Self.pageSize..<(page + 1) * Self.pageSize
            bytes.replaceSubrange(range, with: other[range])
            let file = try folder.copy(bytes, as: "b")
            #expect(throws: SealedDatabase.Fault.self, "page \(page)") {
                try Self.read(file, folder.ring)
            }
        }
    }

    @Test func `a page of zeros and a file cut short are errors`() throws {
        let folder = try SealedFolder()
        try folder.make("a")
        let whole = try folder.bytes("a")
        for page in 1..<whole.count / Self.pageSize {
            var bytes = whole
            bytes.replaceSubrange(
                page * Self.pageSize..<(page + 1) * Self.pageSize, with: Data(count: Self.pageSize))
            let blank = try folder.copy(bytes, as: "b")
            #expect(throws: SealedDatabase.Fault.self) { try Self.read(blank, folder.ring) }
            let cut = try folder.copy(whole.prefix(page * Self.pageSize + 7), as: "b")
            #expect(throws: SealedDatabase.Fault.self) { try Self.read(cut, folder.ring) }
        }
    }

    @Test func `another key is refused at once, and nothing is changed`() throws {
        let folder = try SealedFolder()
        let file = try folder.make("a")
        let open = try SealedDatabase(file, folder.ring)
        try open.run("UPDATE t SET word = 'later'")
        let (before, log) = (try folder.bytes("a"), try folder.bytes("a-wal"))
        let copy = try folder.copy(before, log: log, as: "b")
        let other = try KeyRing([DataKey(number: 1)])
        #expect(throws: SealedDatabase.Fault(code: SQLITE_NOTADB)) {
            try Self.read(copy, other)
        }
        #expect(throws: SealedDatabase.Fault.self) { try Self.read(copy, folder.ring, clear: true) }
        #expect(try folder.bytes("b") == before)
        #expect(try folder.bytes("b-wal") == log)
        #expect(try SealedDatabase.content(copy, folder.ring).first == "1 later")
    }

    /// - Parameter clear: past the seal, as other tools would.
    private static func read(_ file: String, _ ring: KeyRing, clear: Bool) throws {
        let database = try SealedDatabase(file, clear ? nil : ring)
        _ = try database.column("SELECT word FROM t")
    }

    @Test func `a ring opens what each of its keys sealed`() throws {
        let (old, new) = (DataKey(number: 1), DataKey(number: 2))
        let folder = try SealedFolder([old])
        let file = try folder.make("a")
        let both = try KeyRing([old, new])
        #expect(try SealedDatabase.content(file, both).count == 400)
        let later = try folder.make("later", with: both)
        #expect(both.number(of: try folder.bytes("a")) == 1)
        #expect(both.number(of: try folder.bytes("later")) == 2)
        #expect(throws: SealedDatabase.Fault.self) {
            try SealedDatabase.content(later, folder.ring)
        }
    }

    @Test func `page keys are drawn anew long before they are used too often`() throws {
        let folder = try SealedFolder()
        let before = KeyRing.pageKeysDrawn
        folder.ring.limit(writes: 10)
        let file = try folder.make("a")
        let pages = try folder.bytes("a").count / Self.pageSize
        // Each page was written into the log and into the file at least.
        #expect(KeyRing.pageKeysDrawn - before >= UInt64(pages / 5))
        #expect(try SealedDatabase.content(file, folder.ring).count == 400)
        let salts = try (0..<pages).map { page in
            let end = page * Self.pageSize + 4_056
            return try folder.bytes("a")[end..<end + 12]
        }
        #expect(Set(salts).count >= pages / 10)
    }

    @Test func `a database in clear is sealed by a copy`() throws {
        let folder = try SealedFolder()
        let plain = try SealedDatabase(folder.path + "/plain", nil)
        try plain.run("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT)")
        try plain.run("INSERT INTO t VALUES (1, 'a'), (2, 'b')")
        plain.reserve()
        let address = "file:\(folder.path)/sealed?\(folder.ring.query)"
        try plain.run("VACUUM INTO '\(address)'")
        let rows = try SealedDatabase.content(folder.path + "/sealed", folder.ring)
        #expect(rows == ["1 a", "2 b"])
        #expect(folder.ring.number(of: try folder.bytes("sealed")) == 1)
    }
}
