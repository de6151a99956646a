/// All that a program gives out: what it counts, and what it reads of its store.
package struct FigureSheet: Sendable {
    private let book: FigureBook
    private let reader: FigureReader
    private let live: @Sendable () async -> [Measure]

    /// Whether the store's figures were read, and how long ago.
    package static let own: [Figure] = [isRead, age]

    static let isRead = Figure.gauge(
        "bridgework_reading_success",
        "1 where the figures of the store were read, 0 where they could not be and are left out.")
    static let age = Figure.gauge(
        "bridgework_reading_age_seconds",
        "How long ago the figures of the store were read; more than 5 where it is busy.")

    /// - Parameter live: figures that are known without the store.
    package init(
        _ book: FigureBook, _ reader: FigureReader,
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
            let own = [Measure(FigureSheet.isRead, 1), Measure(FigureSheet.age, seconds)]
            return (Exposition(measures + counted + own), nil)
        case .failed(let words):
            return (Exposition(counted + [Measure(FigureSheet.isRead, 0)]), words)
        case .none:
            return (
                Exposition(counted + [Measure(FigureSheet.isRead, 0)]),
                "the store was busy for longer than anybody waits"
            )
        }
    }
}
