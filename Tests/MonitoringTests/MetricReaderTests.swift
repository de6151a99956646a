import CoreMetrics
import Dispatch
import Synchronization
import Testing

@testable import Monitoring

/// Who reads a store for those who watch, and how often.
@Suite(.timeLimit(.minutes(5)))
struct MetricReaderTests {
    private static let size = Metric.gauge("bridgework_size_bytes", "How large.")

    private final class Clock: Sendable {
        private let time = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func pass(_ duration: Duration) { time.withLock { $0 += duration } }
    }

    private struct Unreadable: Error {}

    @Test func `whoever asks too often gets the last reading again`() async {
        let clock = Clock()
        let count = Mutex(0)
        let reader = MetricReader(now: { clock.now }, words: { "\($0)" }) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return [Measure(Self.size, number)]
        }
        #expect(await reader.reading() == .measures([Measure(Self.size, 1)], age: .zero))
        clock.pass(.seconds(4))
        #expect(await reader.reading() == .measures([Measure(Self.size, 1)], age: .seconds(4)))
        clock.pass(.seconds(1))
        #expect(await reader.reading() == .measures([Measure(Self.size, 2)], age: .zero))
    }

    @Test func `a store that is busy is waited for only so long, and read by one alone`() async {
        let clock = Clock()
        let count = Mutex(0)
        let gate = DispatchSemaphore(value: 0)
        let reader = MetricReader(
            patience: .milliseconds(30), now: { clock.now }, words: { "\($0)" }
        ) {
            count.withLock { $0 += 1 }
            gate.wait()
            return [Measure(Self.size, 7)]
        }
        async let first = reader.reading()
        async let second = reader.reading()
        #expect(await first == .none)
        #expect(await second == .none)
        #expect(count.withLock { $0 } == 1)
        gate.signal()
        while await reader.reading() == .none {}
        clock.pass(.seconds(60))
        // Busy again: what is known is given out with its age.
        #expect(await reader.reading() == .measures([Measure(Self.size, 7)], age: .seconds(60)))
        gate.signal()
    }

    @Test func `a store that cannot be read is told, and its metrics are left out`() async {
        let reader = MetricReader(words: { "\(type(of: $0))" }) { throw Unreadable() }
        #expect(await reader.reading() == .failed("Unreadable"))
        let counted = Metric.counter("bridgework_calls_total", "Calls.")
        let book = MetricBook([counted])
        book.counter(counted).increment()
        let (exposition, failure) = await MetricSheet(book, reader).exposed()
        #expect(failure == "Unreadable")
        #expect(exposition.text.contains("\nbridgework_calls_total 1\n"))
        #expect(exposition.text.contains("\nbridgework_reading_success 0\n"))
        #expect(!exposition.text.contains("bridgework_reading_age_seconds"))
    }
}
