package import CoreMetrics
import Synchronization

/// What is counted while a program runs, behind the counters and timers of swift-metrics.
///
/// It is handed to whoever counts: nothing is global, and a test reads what was counted by value.
package final class MetricBook: MetricsFactory {
    private let metrics: [Metric]
    private let cells = Mutex<[Key: Cell]>([:])

    private struct Key: Hashable {
        let name: String
        let labels: [String]
    }

    /// - Parameter metrics: all that may be counted here, in the order in which they are given out.
    package init(_ metrics: [Metric]) {
        self.metrics = metrics
    }

    /// A counter of a metric; it stands at 0 from now on.
    package func counter(_ metric: Metric, _ labels: String...) -> Counter {
        Counter(label: metric.name, dimensions: paired(metric, labels), factory: self)
    }

    /// A timer of a metric that counts durations.
    package func timer(_ metric: Metric, _ labels: String...) -> Timer {
        Timer(label: metric.name, dimensions: paired(metric, labels), factory: self)
    }

    private func paired(_ metric: Metric, _ labels: [String]) -> [(String, String)] {
        precondition(metrics.contains(metric), "\(metric.name) is not counted here")
        precondition(
            labels.count == metric.labels.count, "\(metric.name) has labels \(metric.labels)")
        return zip(metric.labels, labels).map { ($0, $1) }
    }

    /// What was counted so far, in the order of the metrics, then of their labels' values.
    package var measures: [Measure] {
        let cells = cells.withLock { $0 }
        return metrics.flatMap { metric in
            cells.filter { $0.key.name == metric.name }
                .sorted { $0.key.labels.lexicographicallyPrecedes($1.key.labels) }
                .map { Measure(metric, $0.value.value, $0.key.labels) }
        }
    }

    /// - Returns: `nil` for a label that is none of this book's metrics.
    private func cell(_ label: String, _ dimensions: [(String, String)]) -> Cell? {
        guard let metric = metrics.first(where: { $0.name == label }),
            metric.labels == dimensions.map(\.0)
        else { return nil }
        let key = Key(name: label, labels: dimensions.map(\.1))
        return cells.withLock { cells in
            let cell = cells[key] ?? Cell(metric.kind)
            cells[key] = cell
            return cell
        }
    }

    // MARK: What swift-metrics asks of a factory

    package func makeCounter(
        label: String, dimensions: [(String, String)]
    ) -> any CounterHandler {
        cell(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// What is so now is read from the store when somebody asks, and recorded nowhere.
    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler { NOOPMetricsHandler.instance }

    /// A counter goes on from where it stands, whoever counts next.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
}

/// One series that grows.
private final class Cell: CounterHandler, TimerHandler {
    private let state: Mutex<Measure.Value>

    init(_ kind: Metric.Kind) {
        switch kind {
        case .durations(let bounds): state = Mutex(.durations(Durations(bounds: bounds)))
        case .counter, .gauge: state = Mutex(.number(0))
        }
    }

    var value: Measure.Value { state.withLock { $0 } }

    func increment(by amount: Int64) {
        state.withLock { value in
            if case .number(let number) = value { value = .number(number + Double(amount)) }
        }
    }

    func reset() {
        state.withLock { value in
            if case .number = value { value = .number(0) }
        }
    }

    func recordNanoseconds(_ duration: Int64) {
        state.withLock { value in
            guard case .durations(var durations) = value else { return }
            durations.add(seconds: Double(duration) / 1_000_000_000)
            value = .durations(durations)
        }
    }
}
