import Foundation
import Testing

@testable import Sealing

/// The log beside a sealed database: what is in it counts, and nothing else that is put there.
struct SealedLogTests {
    private static let head = 32
    private static let frame = 24 + 4_096

    /// A database whose last commits are in its log alone: the row says how many.
    private static func logged() throws -> (SealedFolder, file: Data, log: Data) {
        let folder = try SealedFolder()
        let database = try SealedDatabase(try folder.make("a"), folder.ring)
        for number in 1...12 {
            try database.run("UPDATE t SET word = 'commit \(number)' WHERE id = 1")
        }
        let (file, log) = (try folder.bytes("a"), try folder.bytes("a-wal"))
        return (folder, file, log)
    }

    private static func commits(_ file: String, _ folder: SealedFolder) throws -> Int {
        let rows = try SealedDatabase.content(file, folder.ring)
        let words = try #require(rows.first).split(separator: " ")
        guard words.count == 3, words[1] == "commit" else { return 0 }
        return try #require(Int(words[2]))
    }

    @Test func `what a killed process left in the log is there`() throws {
        let (folder, file, log) = try Self.logged()
        #expect(try Self.commits(folder.copy(file, log: log, as: "b"), folder) == 12)
        #expect(try Self.commits(folder.copy(file, as: "b"), folder) == 0)
    }

    /// As in SQLite itself, the log ends before what is not whole; nothing behind it counts.
    @Test func `a changed byte ends the log and never gives another row`() throws {
        let (folder, file, log) = try Self.logged()
        let frames = (log.count - Self.head) / Self.frame
        var ends: Set<Int> = []
        for number in 0..<frames {
            for within in [0, 3, 4, 7, 8, 15, 16, 23, 24, 2_000, 4_079, 4_091, 4_103, 4_119] {
                var bytes = log
                bytes[Self.head + number * Self.frame + within] ^= 0x10
                let count = try Self.commits(folder.copy(file, log: bytes, as: "b"), folder)
                #expect(count < 12)
                ends.insert(count)
            }
        }
        #expect(ends.count > 10)
        for place in 0..<Self.head {
            var bytes = log
            bytes[place] ^= 0x10
            let copy = try folder.copy(file, log: bytes, as: "b")
            // A log of a version that is not ours is refused, with all that it may hold.
            do { #expect(try Self.commits(copy, folder) == 0) } catch is SealedDatabase.Fault {}
        }
    }

    @Test func `frames that changed places, or of another log, do not count`() throws {
        let (folder, file, log) = try Self.logged()
        let (_, _, other) = try Self.logged()
        let frames = (log.count - Self.head) / Self.frame
        for number in 1..<frames {
            let range =
                Self.head + number * Self.frame..<Self.head + (number + 1) * Self.frame
            let before =
                Self.head + (number - 1) * Self.frame..<Self.head + number * Self.frame
            for foreign in [log[before], other[range]] {
                var bytes = log
                bytes.replaceSubrange(range, with: foreign)
                #expect(try Self.commits(folder.copy(file, log: bytes, as: "b"), folder) < 12)
            }
        }
    }

    @Test func `a log that is cut anywhere holds whole commits`() throws {
        let (folder, file, log) = try Self.logged()
        for count in stride(from: 0, to: log.count, by: 997) {
            let copy = try folder.copy(file, log: log.prefix(count), as: "b")
            #expect(try Self.commits(copy, folder) <= 12)
        }
    }

    /// A page that one transaction spills and writes again goes into the frame that it had.
    @Test func `a long transaction writes pages of its log again`() throws {
        let folder = try SealedFolder()
        let database = try SealedDatabase(try folder.make("a", rows: 5_000), folder.ring)
        try database.run("BEGIN")
        for round in 1...3 { try database.run("UPDATE t SET word = 'round \(round) ' || id") }
        try database.run("COMMIT")
        let copy = try folder.copy(
            folder.bytes("a"), log: folder.bytes("a-wal"), as: "b")
        let rows = try SealedDatabase.content(copy, folder.ring)
        #expect(rows.count == 5_000)
        #expect(rows.allSatisfy { $0.contains(" round 3 ") })
    }

    @Test func `two connections read and write side by side`() throws {
        let folder = try SealedFolder()
        let file = try folder.make("a")
        let (one, other) = (
            try SealedDatabase(file, folder.ring), try SealedDatabase(file, folder.ring)
        )
        for number in 1...200 {
            let (writer, reader) = number % 2 == 0 ? (one, other) : (other, one)
            try writer.run("UPDATE t SET word = 'w\(number)' WHERE id = \(number)")
            #expect(try reader.column("SELECT word FROM t WHERE id = \(number)") == ["w\(number)"])
            if number % 50 == 0 { try writer.run("PRAGMA wal_checkpoint(RESTART)") }
        }
        #expect(try SealedDatabase.content(file, folder.ring).count == 400)
    }
}
