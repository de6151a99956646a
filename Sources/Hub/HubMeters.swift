import CoreMetrics
package import Monitoring
import Sync

/// What a hub counts while it serves; all starts at 0 with the process.
package struct HubMeters: Sendable {
    /// Everything that may be counted here, for the book that is handed in.
    package static let metrics: [Metric] = [
        exchanges, exchangeDurations, turnDurations, changeSets, pages, refusals,
    ]

    static let exchanges = Metric.counter(
        "bridgework_hub_exchanges_total",
        "Exchanges with replicas that ended, by how: done, refused, lost (the line broke or was "
            + "silent), failed (an error of the hub's own).", by: "outcome")
    static let exchangeDurations = Metric.durations(
        "bridgework_hub_exchange_duration_seconds",
        "How long exchanges lasted; a live one lasts as long as its line.",
        bounds: [0.1, 0.5, 1, 5, 15, 60, 300, 3_600, 86_400])
    static let turnDurations = Metric.durations(
        "bridgework_hub_turn_duration_seconds",
        "How long the only writer worked for one turn of a replica's message.",
        bounds: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10])
    static let changeSets = Metric.counter(
        "bridgework_hub_pushed_change_sets_total",
        "Change sets that replicas sent, those sent again among them.")
    static let pages = Metric.counter(
        "bridgework_hub_pages_total", "Pages that were sent to replicas.")
    static let refusals = Metric.counter(
        "bridgework_hub_refusals_total", "Exchanges that the hub refused, by reason.",
        by: "reason")
    /// How an exchange ended.
    enum Outcome: String, CaseIterable {
        case done, refused, lost, failed
    }

    private let ended: [Outcome: Counter]
    private let refused: [SyncRefusal: Counter]
    private let exchangeTimer: CoreMetrics.Timer
    private let turnTimer: CoreMetrics.Timer
    private let changeSetCounter: Counter
    private let pageCounter: Counter
    /// - Parameter book: made with `metrics` among its own.
    package init(_ book: MetricBook = MetricBook(HubMeters.metrics)) {
        ended = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map {
                ($0, book.counter(HubMeters.exchanges, $0.rawValue))
            })
        refused = Dictionary(
            uniqueKeysWithValues: SyncRefusal.allCases.map {
                ($0, book.counter(HubMeters.refusals, $0.name))
            })
        exchangeTimer = book.timer(HubMeters.exchangeDurations)
        turnTimer = book.timer(HubMeters.turnDurations)
        changeSetCounter = book.counter(HubMeters.changeSets)
        pageCounter = book.counter(HubMeters.pages)
    }

    /// - Parameter error: what ended it, be it thrown or told to the replica.
    func countExchange(_ error: (any Error)?, lasting duration: Duration) {
        let outcome = HubMeters.outcome(error)
        ended[outcome]?.increment()
        if case let refusal as SyncRefusal = error { refused[refusal]?.increment() }
        exchangeTimer.recordNanoseconds(duration.nanoseconds)
    }

    func countTurn(of changeSets: Int, lasting duration: Duration) {
        turnTimer.recordNanoseconds(duration.nanoseconds)
        if changeSets > 0 { changeSetCounter.increment(by: changeSets) }
    }

    func count(_ replies: [HubMessage]) {
        let pages = replies.count { if case .page = $0 { true } else { false } }
        if pages > 0 { pageCounter.increment(by: pages) }
    }

    private static func outcome(_ error: (any Error)?) -> Outcome {
        switch error {
        case nil: .done
        case is SyncRefusal: .refused
        case let error?: FaultLog.isOwn(error) ? .failed : .lost
        }
    }
}

extension Duration {
    /// At most some three hundred years.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return isOver ? .max : whole + attoseconds / 1_000_000_000
    }
}
