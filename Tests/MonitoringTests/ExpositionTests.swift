import Testing

@testable import Monitoring

/// What Prometheus reads, character by character.
struct ExpositionTests {
    private static let size = Metric.gauge("bridgework_size_bytes", "How large.", by: "office")
    private static let plain = Metric.gauge("bridgework_plain", "A \\ and\na line.")

    @Test func `a metric's words stand once before all of its measures`() {
        let text = Exposition([
            Measure(Self.size, 1, "A01"), Measure(Self.plain, 0.25), Measure(Self.size, 2, "B01"),
        ]).text
        #expect(
            text == """
                # HELP bridgework_size_bytes How large.
                # TYPE bridgework_size_bytes gauge
                bridgework_size_bytes{office="A01"} 1
                bridgework_size_bytes{office="B01"} 2
                # HELP bridgework_plain A \\\\ and\\na line.
                # TYPE bridgework_plain gauge
                bridgework_plain 0.25

                """)
    }

    @Test func `a label cannot end its own quotes or its line`() {
        let text = Exposition([Measure(Self.size, 3, "a\"b\\c\nd{}")]).text
        #expect(text.hasSuffix("\nbridgework_size_bytes{office=\"a\\\"b\\\\c\\nd{}\"} 3\n"))
    }

    @Test func `numbers are written as they are read`() {
        func written(_ number: Double) -> String? {
            Exposition([Measure(Self.plain, number)]).text.split(separator: "\n").last
                .map { String($0.dropFirst("bridgework_plain ".count)) }
        }
        #expect(written(0) == "0" && written(-2) == "-2" && written(1_800_000_000.5) != nil)
        #expect(written(1_800_000_000.5) == "1800000000.5")
        #expect(written(.infinity) == "+Inf" && written(-.infinity) == "-Inf")
        #expect(written(.nan) == "NaN")
    }

    @Test func `the buckets of a histogram each hold those below`() {
        let metric = Metric.durations(
            "bridgework_wait_seconds", "How long.", bounds: [0.1, 1], by: "kind")
        var durations = Durations(bounds: [0.1, 1])
        for seconds in [0.1, 0.1000001, 1, 1.5, 30] { durations.add(seconds: seconds) }
        let lines = Exposition([Measure(metric, .durations(durations), ["live"])]).text
            .split(separator: "\n").dropFirst()
        #expect(
            lines.joined(separator: "\n") == """
                # TYPE bridgework_wait_seconds histogram
                bridgework_wait_seconds_bucket{kind="live",le="0.1"} 1
                bridgework_wait_seconds_bucket{kind="live",le="1"} 3
                bridgework_wait_seconds_bucket{kind="live",le="+Inf"} 5
                bridgework_wait_seconds_sum{kind="live"} 32.7000001
                bridgework_wait_seconds_count{kind="live"} 5
                """)
    }

    @Test func `nothing is said of nothing`() {
        #expect(Exposition([]).text.isEmpty)
    }
}
