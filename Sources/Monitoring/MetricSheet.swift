/// All that a program gives out: what it counts, and what it reads of its store.
package struct MetricSheet: Sendable {
    private let book: MetricBook
    private let reader: MetricReader
    private let live: @Sendable () async -> [Measure]

    /// Whether the store's metrics were read, and how long ago.
    package static let own: [Metric] = [isRead, age]

    static let isRead = Metric.gauge(
        "bridgework_reading_success",
        "1 where the metrics of the store were read, 0 where they could not be and are left out.")
    static let age = Metric.gauge(
        "bridgework_reading_age_seconds",
        "How long ago the metrics of the store were read; more than 5 where it is busy.")

    /// - Parameter live: metrics that are known without the store.
    package init(
        _ book: MetricBook, _ reader: MetricReader,
        live: @escaping @Sendable () async -> [Measure] = { [] }
    ) {
        self.book = book
        self.reader = reader
        self.live = live
    }

    /// Everything as it is now.
    ///
    /// - Returns: also why the store could not be read, for the log.
    package func exposed() async -> (exposition: Exposition, failure: String?) {
        let counted = await live() + book.measures
        switch await reader.reading() {
        case .measures(let measures, let age):
            let whole = Double(age.components.seconds)
            let seconds = whole + Double(age.components.attoseconds) / 1e18
            let own = [Measure(MetricSheet.isRead, 1), Measure(MetricSheet.age, seconds)]
            return (Exposition(measures + counted + own), nil)
        case .failed(let words):
            return (Exposition(counted + [Measure(MetricSheet.isRead, 0)]), words)
        case .none:
            return (
                Exposition(counted + [Measure(MetricSheet.isRead, 0)]),
                "the store was busy for longer than anybody waits"
            )
        }
    }
}
