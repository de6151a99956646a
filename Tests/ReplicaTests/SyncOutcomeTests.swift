import DeskKit
import Merge
import Records
import Rulebook
import Store
import Sync
import Testing

@testable import Replica

/// What a replica remembers of its attempts to reach the hub, and where it reaches it.
struct SyncOutcomeTests {
    /// An error of somebody else's, whose words quote what was being stored.
    private struct Quoting: Error, CustomStringConvertible {
        let description = "INSERT … VALUES ('Ann Doe')"
    }

    private static func kept(_ lone: LoneDesk) throws -> String? {
        try lone.store.read { try $0.meta("last-failure") }
    }

    @Test func `a failure is kept in our words, and quotes nobody else's`() throws {
        let lone = try LoneDesk()
        lone.desk.noteSyncFailure(ReplicaError.hubEndedExchange)
        #expect(try Self.kept(lone) == "\(ReplicaError.hubEndedExchange)")
        lone.desk.noteSyncFailure(Quoting())
        let words = try #require(try Self.kept(lone))
        #expect(!words.contains("Ann Doe") && words.contains("Quoting"))
        lone.desk.noteSyncFailure(SyncRefusal.superseded)
        #expect(try Self.kept(lone) == SyncRefusal.superseded.advice)
        try lone.store.write { try Desk.forgetSyncFailure(&$0) }
        #expect(try Self.kept(lone) == "")
        #expect(try lone.store.read { try $0.meta("last-failure-at") } == "")
    }

    @Test func `the address that answered last is tried first, then those the hub told of`()
        throws
    {
        let lone = try LoneDesk()
        #expect(try lone.desk.hubAddresses == [])
        let (old, new) = (
            try #require(HubAddress(host: "old.example", port: 4_433)),
            try #require(HubAddress(host: "new.example", port: 4_433))
        )
        try lone.desk.reached(old)
        try lone.store.write { try $0.keep(addresses: [new, old]) }
        #expect(try lone.desk.hubAddresses == [old, new])
        try lone.desk.reached(new)
        #expect(try lone.desk.hubAddresses == [new, old])
    }

    @Test func `a machine that was never invited has no certificate to show`() throws {
        let lone = try LoneDesk()
        #expect(throws: (any Error).self) { try lone.desk.authority }
    }

    @Test func `a clock that went back five minutes and more reasons about nothing`() throws {
        let lone = try LoneDesk()
        try lone.desk.checkClock()
        for (minutes, isBehind) in [(5, false), (6, true)] as [(Int64, Bool)] {
            let ahead = lone.desk.now.milliseconds + minutes * 60_000
            let later = try Desk(lone.store) { Timestamp(milliseconds: ahead) }
            later.noteSyncFailure(ReplicaError.hubEndedExchange)
            guard isBehind else {
                try lone.desk.checkClock()
                continue
            }
            #expect(throws: ReplicaError.clockBehind(minutes: minutes)) {
                try lone.desk.checkClock()
            }
        }
    }

    @Test func `a superseded exchange is no failure to wait longer for`() {
        let tally = FailureTally()
        #expect(tally.count == 0)
        #expect(tally.add(ReplicaError.hubEndedExchange) == 1)
        #expect(tally.add(ReplicaError.hubEndedExchange) == 2)
        tally.reset()
        #expect(tally.count == 0)
    }

    @Test func `a ring that nobody heard is heard by whoever listens next`() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        let first = bell.rings()
        var heard = first.makeAsyncIterator()
        #expect(await heard.next() != nil)
        // The next exchange takes the listener's place, and the last one's stream ends.
        let second = bell.rings()
        #expect(await heard.next() == nil)
        bell.ring()
        var other = second.makeAsyncIterator()
        #expect(await other.next() != nil)
    }
}
