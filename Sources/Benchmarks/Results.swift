/// What every round found, by row.
struct Results {
    /// Our figure, and plain SQLite's in the same round where there is one.
    struct Sample {
        let ours: Double
        let plain: Double?
    }

    private var samples: [ResultRow: [Sample]] = [:]
    /// Whether what is added was found with ids in no order: then only what that changes counts.
    var areIDsRandom = false

    mutating func add(_ row: ResultRow, _ ours: Double, plain: Double? = nil) {
        guard let row = areIDsRandom ? row.withRandomIDs : row else { return }
        samples[row, default: []].append(Sample(ours: ours, plain: plain))
    }

    /// Adds rates from what the same amount of work took both.
    mutating func add(
        _ row: ResultRow, count: Int, seconds: Double, plain: Double? = nil
    ) {
        add(row, Double(count) / seconds, plain: plain.map { Double(count) / $0 })
    }

    func median(_ row: ResultRow) -> Double? {
        Results.median(samples[row, default: []].map(\.ours))
    }

    func plainMedian(_ row: ResultRow) -> Double? {
        Results.median(samples[row, default: []].compactMap(\.plain))
    }

    /// How many times plain SQLite's cost, median over the rounds.
    func factor(_ row: ResultRow) -> Double? {
        Results.median(
            samples[row, default: []].compactMap { sample in
                sample.plain.map { row.isRate ? $0 / sample.ours : sample.ours / $0 }
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
