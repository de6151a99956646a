import Monitoring
import Store
import Sync
import Testing
import Wire

@testable import Hub

/// What a hub counts, by value.
struct HubMetersTests {
    private let book = MetricBook(HubMeters.metrics)

    private func counted(_ metric: Metric) -> [String: Double] {
        var found: [String: Double] = [:]
        for measure in book.measures where measure.metric == metric {
            guard case .number(let number) = measure.value, number > 0 else { continue }
            found[measure.labels.joined()] = number
        }
        return found
    }

    @Test func `an exchange ends in one way, whoever ended it`() {
        let meters = HubMeters(book)
        meters.countExchange(nil, lasting: .milliseconds(200))
        meters.countExchange(SyncRefusal.revoked, lasting: .milliseconds(1))
        meters.countExchange(WireError.callFailed(.timedOut), lasting: .seconds(20))
        meters.countExchange(CancellationError(), lasting: .seconds(20))
        meters.countExchange(StoreError.diskFull(file: "x"), lasting: .seconds(2))
        #expect(
            counted(HubMeters.exchanges) == ["done": 1, "refused": 1, "lost": 2, "failed": 1])
        #expect(counted(HubMeters.refusals) == ["revoked": 1])
        let durations = book.measures.first { $0.metric == HubMeters.exchangeDurations }
        guard case .durations(let durations)? = durations?.value else {
            Issue.record("no durations")
            return
        }
        #expect(durations.count == 5)
        #expect(durations.counts.prefix(6) == [1, 1, 0, 1, 0, 2])
    }

    @Test func `turns count the change sets they brought`() {
        let meters = HubMeters(book)
        meters.countTurn(of: 0, lasting: .milliseconds(1))
        meters.countTurn(of: 12, lasting: .milliseconds(1))
        meters.count([.refused(.revoked)])
        #expect(counted(HubMeters.changeSets) == ["": 12])
        #expect(counted(HubMeters.pages).isEmpty)
    }

    @Test func `a duration longer than any count is the longest`() {
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.milliseconds(1_500).nanoseconds == 1_500_000_000)
    }

    @Test func `every reason is there from the beginning`() {
        _ = HubMeters(book)
        let refusals = book.measures.filter { $0.metric == HubMeters.refusals }
        #expect(refusals.count == SyncRefusal.allCases.count)
        #expect(refusals.allSatisfy { $0.value == .number(0) })
    }
}
