import CoreMetrics
import Testing

@testable import Monitoring

/// What is counted while a program runs.
struct MetricBookTests {
    private static let calls = Metric.counter("bridgework_calls_total", "Calls.", by: "outcome")
    private static let waits = Metric.durations("bridgework_wait_seconds", "Waits.", bounds: [1])

    @Test func `a counter stands at nothing before anybody counts, and grows`() {
        let book = MetricBook([Self.calls])
        let (good, bad) = (book.counter(Self.calls, "good"), book.counter(Self.calls, "bad"))
        #expect(book.measures == [Measure(Self.calls, 0, "bad"), Measure(Self.calls, 0, "good")])
        good.increment(by: 3)
        bad.increment()
        #expect(book.measures == [Measure(Self.calls, 1, "bad"), Measure(Self.calls, 3, "good")])
    }

    @Test func `two counters of one series count together`() {
        let book = MetricBook([Self.calls])
        book.counter(Self.calls, "good").increment()
        book.counter(Self.calls, "good").increment()
        #expect(book.measures == [Measure(Self.calls, 2, "good")])
    }

    @Test func `a timer counts seconds, whatever its unit`() {
        let book = MetricBook([Self.calls, Self.waits])
        let timer = book.timer(Self.waits)
        timer.recordMilliseconds(500)
        timer.recordSeconds(2)
        var durations = Durations(bounds: [1])
        durations.add(seconds: 0.5)
        durations.add(seconds: 2)
        #expect(book.measures == [Measure(Self.waits, .durations(durations), [])])
        #expect(durations.counts == [1, 1] && durations.count == 2 && durations.sum == 2.5)
    }

    @Test func `what no metric declares is counted nowhere`() {
        let book = MetricBook([Self.calls])
        Counter(label: "other", dimensions: [], factory: book).increment()
        Counter(label: Self.calls.name, dimensions: [("who", "me")], factory: book).increment()
        #expect(book.measures.isEmpty)
    }
}
