// What a program counts and reads of itself, for a monitoring system that asks again and again:
// Prometheus, or whatever reads its text format. A metric is declared once, with its name, unit and
// meaning; counted metrics grow in a `MetricBook` while the program runs, the others are read from
// the store when somebody asks. No metric and no label holds a stored value: counts, sizes, times,
// ids of replicas, codes of offices.

/// One metric that a program gives out, by the name and with the meaning that it always has.
package struct Metric: Hashable, Sendable {
    /// How its numbers are to be read, as Prometheus names the kinds.
    package enum Kind: Hashable, Sendable {
        /// What is so now.
        case gauge
        /// What only grows, from 0 at the program's start or from the store's first day.
        case counter
        /// How many took at most so many seconds, for each bound.
        case durations(bounds: [Double])
    }

    /// In base units, such as `bridgework_store_bytes`; what only grows ends in `_total`.
    package let name: String
    package let kind: Kind
    /// What it means, in a sentence.
    package let help: String
    /// Names of what tells its series apart.
    ///
    /// Each has few values, or as many as the registry.
    package let labels: [String]

    private init(_ name: String, _ kind: Kind, _ help: String, _ labels: [String]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }

    /// Declares one that goes up and down.
    package static func gauge(_ name: String, _ help: String, by labels: String...) -> Metric {
        Metric(name, .gauge, help, labels)
    }

    /// Declares one that only grows.
    package static func counter(_ name: String, _ help: String, by labels: String...) -> Metric {
        Metric(name, .counter, help, labels)
    }

    /// - Parameter bounds: seconds, ascending.
    package static func durations(
        _ name: String, _ help: String, bounds: [Double], by labels: String...
    ) -> Metric {
        Metric(name, .durations(bounds: bounds), help, labels)
    }
}

/// What a metric comes to under values of its labels.
package struct Measure: Equatable, Sendable {
    /// One number, or how many took how long.
    package enum Value: Equatable, Sendable {
        case number(Double)
        case durations(Durations)
    }

    package let metric: Metric
    /// In the order of the metric's labels.
    package let labels: [String]
    package let value: Value

    package init(_ metric: Metric, _ number: Double, _ labels: String...) {
        self.init(metric, .number(number), labels)
    }

    package init(_ metric: Metric, _ count: some BinaryInteger, _ labels: String...) {
        self.init(metric, .number(Double(count)), labels)
    }

    init(_ metric: Metric, _ value: Value, _ labels: [String]) {
        precondition(
            labels.count == metric.labels.count, "\(metric.name) has labels \(metric.labels)")
        self.metric = metric
        self.labels = labels
        self.value = value
    }
}

/// How long things took: how many fell below which bound, and their sum.
package struct Durations: Equatable, Sendable {
    /// Seconds, ascending.
    package let bounds: [Double]
    /// How many took longer than the bound before and not longer than this one; the last for those
    /// above all bounds.
    package private(set) var counts: [Int]
    /// Seconds.
    package private(set) var sum = 0.0

    package init(bounds: [Double]) {
        self.bounds = bounds
        self.counts = [Int](repeating: 0, count: bounds.count + 1)
    }

    package var count: Int { counts.reduce(0, +) }

    package mutating func add(seconds: Double) {
        counts[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
        sum += seconds
    }
}
