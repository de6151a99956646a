import Monitoring
import Store
import Sync
import Testing
import Wire

@testable import Replica

/// What an agent counts, by value.
struct ReplicaMetersTests {
    @Test func `a failure has one kind`() {
        func kind(_ error: any Error) -> ReplicaMeters.Failure { ReplicaMeters.Failure(error) }
        #expect(kind(WireError.callFailed(.unreachable)) == .line)
        #expect(kind(WireError.callFailed(.unauthenticated)) == .identity)
        #expect(kind(WireError.callFailed(.unsupported)) == .version)
        #expect(kind(WireError.unreadable) == .protocol)
        #expect(kind(SyncError.refused(.revoked)) == .refused)
        #expect(kind(SyncRefusal.overQuota) == .refused)
        #expect(kind(SyncError.outOfTurn(phase: "x")) == .protocol)
        #expect(kind(ReplicaError.hubEndedExchange) == .line)
        #expect(kind(ReplicaError.notJoined("x")) == .identity)
        #expect(kind(StoreError.diskFull(file: "x")) == .store)
        struct Strange: Error {}
        #expect(kind(Strange()) == .other)
    }

    @Test func `a sync that came to its end is timed once, and one that failed is not`() {
        let book = MetricBook(ReplicaMeters.metrics)
        let meters = ReplicaMeters(book)
        var tally = ReplicaMeters.Tally()
        meters.countLevel(in: &tally)
        // Level still: nothing was under way.
        meters.countLevel(in: &tally)
        meters.countFailure(WireError.callFailed(.timedOut))
        let numbers = book.measures.compactMap { measure -> String? in
            guard case .number(let number) = measure.value, number > 0 else { return nil }
            return "\(measure.metric.name) \(measure.labels.joined()) \(Int(number))"
        }
        #expect(
            numbers == [
                "bridgework_replica_syncs_total failed 1",
                "bridgework_replica_syncs_total level 2",
                "bridgework_replica_sync_failures_total line 1",
            ])
        let timed = book.measures.compactMap { measure -> Int? in
            guard case .durations(let durations) = measure.value else { return nil }
            return durations.count
        }
        #expect(timed == [1])
    }
}
