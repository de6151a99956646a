import CoreMetrics
import Identity
package import Monitoring
import Store
import Sync
import Wire

/// What an office's agent counts while it runs; all starts at 0 with the process.
package struct ReplicaMeters: Sendable {
    /// Everything that may be counted here, for the book that is handed in.
    package static let metrics: [Metric] = [
        syncs, durations, failures, messages, bytes, pages, pushed, received,
    ]

    static let syncs = Metric.counter(
        "bridgework_replica_syncs_total",
        "Times that this replica became level with the hub, or failed to.", by: "outcome")
    static let durations = Metric.durations(
        "bridgework_replica_sync_duration_seconds",
        "From the hub's first word, or from news on a live line, until this replica was level.",
        bounds: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800])
    static let failures = Metric.counter(
        "bridgework_replica_sync_failures_total",
        "Syncs that failed, by kind: the line, the hub's refusal, who we are, this store, the "
            + "protocol, another.", by: "kind")
    static let messages = Metric.counter(
        "bridgework_replica_messages_total", "Messages of exchanges, by direction.",
        by: "direction")
    static let bytes = Metric.counter(
        "bridgework_replica_message_bytes_total",
        "Bytes of exchanges' messages before TLS and HTTP/2, by direction.", by: "direction")
    static let pages = Metric.counter(
        "bridgework_replica_pages_total", "Pages that the hub sent.")
    static let pushed = Metric.counter(
        "bridgework_replica_pushed_change_sets_total", "Change sets that were sent to the hub.")
    static let received = Metric.counter(
        "bridgework_replica_received_records_total", "Records that pages of the hub brought.")

    /// Why a sync did not come to its end, in one word.
    enum Failure: String, CaseIterable {
        case line, refused, identity, store, version, `protocol`, other

        init(_ error: any Error) {
            self =
                switch error {
                case is SyncRefusal, SyncError.refused: .refused
                case is SyncError: .protocol
                case let error as WireError: Failure(of: error)
                case ReplicaError.hubEndedExchange: .line
                case is ReplicaError, is IdentityError: .identity
                case is StoreError: .store
                default: .other
                }
        }

        private init(of error: WireError) {
            self =
                switch error.remedy {
                case .retry, .configure: .line
                case .rejoin: .identity
                case .upgrade: .version
                case .report: .protocol
                }
        }
    }

    private let level: Counter
    private let failed: Counter
    private let timer: CoreMetrics.Timer
    private let failureCounters: [Failure: Counter]
    private let messagesOut: Counter
    private let messagesIn: Counter
    private let bytesOut: Counter
    private let bytesIn: Counter
    private let pageCounter: Counter
    private let pushedCounter: Counter
    private let receivedCounter: Counter

    /// - Parameter book: made with `metrics` among its own.
    package init(_ book: MetricBook) {
        level = book.counter(ReplicaMeters.syncs, "level")
        failed = book.counter(ReplicaMeters.syncs, "failed")
        timer = book.timer(ReplicaMeters.durations)
        failureCounters = Dictionary(
            uniqueKeysWithValues: Failure.allCases.map {
                ($0, book.counter(ReplicaMeters.failures, $0.rawValue))
            })
        messagesOut = book.counter(ReplicaMeters.messages, "sent")
        messagesIn = book.counter(ReplicaMeters.messages, "received")
        bytesOut = book.counter(ReplicaMeters.bytes, "sent")
        bytesIn = book.counter(ReplicaMeters.bytes, "received")
        pageCounter = book.counter(ReplicaMeters.pages)
        pushedCounter = book.counter(ReplicaMeters.pushed)
        receivedCounter = book.counter(ReplicaMeters.received)
    }

    /// What of one exchange was counted already.
    struct Tally {
        var sent = TrafficMeter.Traffic()
        var received = TrafficMeter.Traffic()
        var pushed = 0
        var records = 0
        /// When what is under way began.
        var begun: ContinuousClock.Instant? = .now
    }

    /// Counts what an exchange came to since it was counted last.
    func count(_ meter: TrafficMeter, _ session: OfficeSession, in tally: inout Tally) {
        let (sent, received) = (meter.sent, meter.received)
        messagesOut.increment(by: sent.messages - tally.sent.messages)
        bytesOut.increment(by: sent.bytes - tally.sent.bytes)
        messagesIn.increment(by: received.messages - tally.received.messages)
        bytesIn.increment(by: received.bytes - tally.received.bytes)
        pushedCounter.increment(by: session.pushed - tally.pushed)
        receivedCounter.increment(by: session.received - tally.records)
        (tally.sent, tally.received) = (sent, received)
        (tally.pushed, tally.records) = (session.pushed, session.received)
        if session.phase != .level, tally.begun == nil { tally.begun = .now }
    }

    func count(_ message: HubMessage) {
        if case .page = message { pageCounter.increment() }
    }

    /// The replica has all that the hub had for it.
    func countLevel(in tally: inout Tally) {
        level.increment()
        if let begun = tally.begun {
            let (seconds, attoseconds) = begun.duration(to: .now).components
            timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        }
        tally.begun = nil
    }

    func countFailure(_ error: any Error) {
        failed.increment()
        failureCounters[Failure(error)]?.increment()
    }
}
