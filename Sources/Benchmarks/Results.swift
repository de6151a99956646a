/// What every round found, by metric.
struct Results {
    /// Our figure, and plain SQLite's in the same round where there is one.
    struct Sample {
        let ours: Double
        let plain: Double?
    }

    private var samples: [Metric: [Sample]] = [:]
    /// Whether what is added was found with ids in no order: then only what that changes counts.
    var areIDsRandom = false

    mutating func add(_ metric: Metric, _ ours: Double, plain: Double? = nil) {
        guard let metric = areIDsRandom ? metric.withRandomIDs : metric else { return }
        samples[metric, default: []].append(Sample(ours: ours, plain: plain))
    }

    /// Adds rates from what the same amount of work took both.
    mutating func add(
        _ metric: Metric, count: Int, seconds: Double, plain: Double? = nil
    ) {
        add(metric, Double(count) / seconds, plain: plain.map { Double(count) / $0 })
    }

    func median(_ metric: Metric) -> Double? {
        Results.median(samples[metric, default: []].map(\.ours))
    }

    func plainMedian(_ metric: Metric) -> Double? {
        Results.median(samples[metric, default: []].compactMap(\.plain))
    }

    /// How many times plain SQLite's cost, median over the rounds.
    func factor(_ metric: Metric) -> Double? {
        Results.median(
            samples[metric, default: []].compactMap { sample in
                sample.plain.map { metric.isRate ? $0 / sample.ours : sample.ours / $0 }
            })
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1
            ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
