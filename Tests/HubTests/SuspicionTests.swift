import Foundation
import Merge
import Store
import Sync
import Testing

@testable import Hub

/// What the hub remembers of change sets at which it ended.
struct SuspicionTests {
    private let id = ChangeSetID(bits: 0xBAD)

    private func with(_ body: (StoreFolder) throws -> Void) throws {
        let folder = StoreFolder(
            FileManager.default.temporaryDirectory.path + "/suspicion-\(UUID().uuidString)")
        try folder.prepare()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try body(folder)
    }

    private func at(_ hours: Int64) -> Timestamp { Timestamp(milliseconds: hours * 3_600_000) }

    /// A process that begins a change set and ends.
    private func end(_ folder: StoreFolder, hour: Int64) throws {
        let breaker = try CrashBreaker(CrashFiles(folder), now: at(hour))
        #expect(breaker.watch.begins(id))
    }

    @Test func `three ends make a suspect, and nobody guilty`() throws {
        try with { folder in
            for hour in 0..<3 as Range<Int64> {
                #expect(try !CrashBreaker(CrashFiles(folder), now: at(hour)).isSuspect(id))
                try end(folder, hour: hour)
            }
            let breaker = try CrashBreaker(CrashFiles(folder), now: at(3))
            #expect(breaker.counts == [id: 3] && breaker.isSuspect(id) && breaker.hasSuspects)
            #expect(breaker.watch.begins(id))
        }
    }

    @Test func `only what was proven is taken in unread`() throws {
        try with { folder in
            for hour in 0..<3 as Range<Int64> { try end(folder, hour: hour) }
            let breaker = try CrashBreaker(CrashFiles(folder), now: at(3))
            breaker.convict(id)
            #expect(!breaker.isSuspect(id) && !breaker.watch.begins(id))
            #expect(breaker.watch.begins(ChangeSetID(bits: 1)))
        }
    }

    @Test func `what was tried and did no harm is forgotten, on disk too`() throws {
        try with { folder in
            for hour in 0..<3 as Range<Int64> { try end(folder, hour: hour) }
            try CrashBreaker(CrashFiles(folder), now: at(3)).acquit(id)
            #expect(try CrashBreaker(CrashFiles(folder), now: at(3)).counts == [:])
        }
    }

    @Test func `a suspicion ends with success`() throws {
        try with { folder in
            for hour in 0..<2 as Range<Int64> { try end(folder, hour: hour) }
            let breaker = try CrashBreaker(CrashFiles(folder), now: at(2))
            #expect(breaker.watch.begins(id))
            try breaker.clear(isCommitted: false)
            #expect(breaker.counts == [id: 2])
            #expect(breaker.watch.begins(id))
            try breaker.clear(isCommitted: true)
            #expect(breaker.counts == [:])
            #expect(try CrashBreaker(CrashFiles(folder), now: at(2)).counts == [:])
        }
    }

    @Test func `a suspicion ends after a day`() throws {
        try with { folder in
            for hour in 0..<2 as Range<Int64> { try end(folder, hour: hour) }
            // Counted as the second end is seen, an hour after it.
            #expect(try CrashBreaker(CrashFiles(folder), now: at(2)).counts == [id: 2])
            #expect(try CrashBreaker(CrashFiles(folder), now: at(26)).counts == [id: 2])
            #expect(try CrashBreaker(CrashFiles(folder), now: at(27)).counts == [:])
        }
    }
}
