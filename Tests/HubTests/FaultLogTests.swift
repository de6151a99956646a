import Foundation
import Logging
import Merge
import Store
import Sync
import Synchronization
import Testing
import Wire

@testable import Hub

/// The hub's own faults are written down once; other people's are theirs.
struct FaultLogTests {
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let schema = Schema(version: 1, types: [])

    /// What went into the log, line by line.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])

        var logger: Logger {
            Logger(label: "test") { _ in Recorder(lines: self) }
        }
    }

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let said = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted()
                .joined(separator: " ")
            lines.all.withLock { $0.append("\(event.level) \(event.message) \(said)") }
        }
    }

    private func withStore(_ body: (any HubStore) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "hub-tests-" + UUID().uuidString
        let store = try Store(
            creating: StoreFolder(path), kind: .hub, schema: Self.schema, meta: [:])
        try body(SQLiteHub(store))
        try store.close()
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `a fault of the hub's own is logged with ids, kept, and told without details`()
        throws
    {
        try withStore { store in
            let log = FaultLog(store)
            let lines = Lines()
            let told = log.noted(
                StoreError.diskFull(file: "/hub/bridgework.sqlite"), in: "exchange",
                of: ReplicaID(bits: 7), lines.logger, at: Self.now)
            #expect(told as? WireError == .callFailed(.noRoom))
            #expect((told as? WireError)?.remedy == .retry)
            #expect(!"\(told)".contains("sqlite"))
            let line = try #require(lines.all.withLock { $0.first })
            #expect(line.hasPrefix("error the hub failed"))
            #expect(line.contains("call=exchange") && line.contains("times=1"))
            #expect(line.contains(ReplicaID(bits: 7).description))
            #expect(log.last?.at == Self.now)
            #expect(try store.read { try $0.lastFailure()?.text } == log.last?.text)
            #expect(try store.read { try $0.lastFailure()?.at } == Self.now)
        }
    }

    @Test func `the same fault again is counted, and written once a minute`() throws {
        try withStore { store in
            let log = FaultLog(store)
            let lines = Lines()
            for seconds in [0, 1, 59, 60, 61] as [Int64] {
                let at = Timestamp(milliseconds: Self.now.milliseconds + seconds * 1_000)
                log.noted(
                    StoreError.damagedMeta(key: "k"), in: "renewal", of: nil, lines.logger, at: at)
            }
            log.noted(
                StoreError.damagedMeta(key: "k"), in: "inquiry", of: nil, lines.logger,
                at: Self.now)
            let times = lines.all.withLock { $0.map { $0.contains("times=3") } }
            #expect(times == [false, true, false])
            #expect(log.last?.count == 1)
        }
    }

    @Test func `every fault counts for its call, whether it is written or not`() throws {
        try withStore { store in
            let log = FaultLog(store)
            for call in ["exchange", "exchange", "backup"] {
                log.noted(
                    StoreError.sqlite(code: 1, operation: "x"), in: call, of: nil,
                    Lines().logger, at: Self.now)
            }
            log.noted(SyncRefusal.revoked, in: "exchange", of: nil, Lines().logger, at: Self.now)
            #expect(log.counts == ["exchange": 2, "backup": 1])
        }
    }

    /// What is kept of a fault for the next start.
    private func kept(_ store: any HubStore) throws -> String? {
        try store.read { try $0.lastFailure()?.text }
    }

    private static func later(_ seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds + seconds * 1_000)
    }

    @Test func `a full disk is over once a later call ends well, whoever's it is`() throws {
        try withStore { store in
            let log = FaultLog(store)
            log.noted(
                StoreError.diskFull(file: "x"), in: "exchange", of: ReplicaID(bits: 7),
                Lines().logger, at: Self.now)
            // What was noted while the call ran is not over because it ended well without it.
            log.succeeded(in: "exchange", of: ReplicaID(bits: 8), begun: Self.now)
            #expect(log.last != nil)
            log.succeeded(in: "exchange", of: ReplicaID(bits: 8), begun: Self.later(1))
            #expect(log.last == nil)
            let first = try kept(store)
            #expect(first == nil)
        }
    }

    @Test func `any other fault is over once the same replica's same call ends well`() throws {
        try withStore { store in
            let log = FaultLog(store)
            log.noted(
                StoreError.damagedMeta(key: "k"), in: "exchange", of: ReplicaID(bits: 7),
                Lines().logger, at: Self.now)
            log.succeeded(in: "exchange", of: ReplicaID(bits: 8), begun: Self.later(1))
            log.succeeded(in: "renewal", of: ReplicaID(bits: 7), begun: Self.later(1))
            #expect(log.last != nil)
            // A hub that was started anew knows whose fault it was.
            let next = FaultLog(store)
            next.succeeded(in: "exchange", of: ReplicaID(bits: 8), begun: Self.later(1))
            let second = try kept(store)
            #expect(second != nil)
            next.succeeded(in: "exchange", of: ReplicaID(bits: 7), begun: Self.later(1))
            let third = try kept(store)
            #expect(third == nil)
        }
    }

    @Test func `a fault of nobody's call stays until it is old`() throws {
        try withStore { store in
            let log = FaultLog(store)
            log.noted(
                StoreError.damagedMeta(key: "k"), in: "registry", of: nil, Lines().logger,
                at: Self.now)
            log.succeeded(in: "registry", of: nil, begun: Self.later(1))
            #expect(log.last != nil)
        }
    }

    @Test func `what is the other side's fault is none of the log's business`() throws {
        try withStore { store in
            let log = FaultLog(store)
            let lines = Lines()
            let errors: [any Error] = [
                SyncRefusal.revoked, RegistrationRefusal.tokenUsed, InquiryRefusal.notHeld,
                Doorkeeper.Refusal.unknown, CancellationError(), WireError.unreadable,
                WireError.callFailed(.unreachable), FaultLog.Internal(),
            ]
            for error in errors {
                let told = log.noted(
                    error, in: "exchange", of: nil, lines.logger, at: Self.now)
                #expect("\(told)" == "\(error)")
            }
            #expect(lines.all.withLock { $0.isEmpty })
            #expect(log.last == nil)
        }
    }

    @Test func `an error nobody foresaw is the hub's own, and its text stays here`() throws {
        struct Quoting: Error, CustomStringConvertible {
            let description = "INSERT INTO patient VALUES ('Ada')"
        }
        try withStore { store in
            let log = FaultLog(store)
            let lines = Lines()
            let told = log.noted(Quoting(), in: "exchange", of: nil, lines.logger, at: Self.now)
            #expect(told is FaultLog.Internal)
            #expect(lines.all.withLock { !$0.joined().contains("Ada") && $0.count == 1 })
        }
    }
}
