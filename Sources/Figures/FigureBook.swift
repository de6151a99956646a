package import CoreMetrics
import Synchronization

/// What is counted while a program runs, behind the counters and timers of swift-metrics.
///
/// It is handed to whoever counts: nothing is global, and a test reads what was counted by value.
package final class FigureBook: MetricsFactory {
    private let figures: [Figure]
    private let cells = Mutex<[Key: Cell]>([:])

    private struct Key: Hashable {
        let name: String
        let labels: [String]
    }

    /// - Parameter figures: all that may be counted here, in the order in which they are given out.
    package init(_ figures: [Figure]) {
        self.figures = figures
    }

    /// A counter of a figure; it stands at 0 from now on.
    package func counter(_ figure: Figure, _ labels: String...) -> Counter {
        Counter(label: figure.name, dimensions: paired(figure, labels), factory: self)
    }

    /// A timer of a figure that counts durations.
    package func timer(_ figure: Figure, _ labels: String...) -> Timer {
        Timer(label: figure.name, dimensions: paired(figure, labels), factory: self)
    }

    private func paired(_ figure: Figure, _ labels: [String]) -> [(String, String)] {
        precondition(figures.contains(figure), "\(figure.name) is not counted here")
        precondition(
            labels.count == figure.labels.count, "\(figure.name) has labels \(figure.labels)")
        return zip(figure.labels, labels).map { ($0, $1) }
    }

    /// What was counted so far, in the order of the figures, then of their labels' values.
    package var measures: [Measure] {
        let cells = cells.withLock { $0 }
        return figures.flatMap { figure in
            cells.filter { $0.key.name == figure.name }
                .sorted { $0.key.labels.lexicographicallyPrecedes($1.key.labels) }
                .map { Measure(figure, $0.value.value, $0.key.labels) }
        }
    }

    /// - Returns: `nil` for a label that is none of this book's figures.
    private func cell(_ label: String, _ dimensions: [(String, String)]) -> Cell? {
        guard let figure = figures.first(where: { $0.name == label }),
            figure.labels == dimensions.map(\.0)
        else { return nil }
        let key = Key(name: label, labels: dimensions.map(\.1))
        return cells.withLock { cells in
            let cell = cells[key] ?? Cell(figure.kind)
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

    init(_ kind: Figure.Kind) {
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
