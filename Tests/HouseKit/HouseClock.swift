package import Merge
import Synchronization

/// What every machine of a house has for the time; it moves when a test says so.
package final class HouseClock: Sendable {
    private let time: Mutex<Timestamp>

    /// - Parameter start: by default Friday, 15 January 2027, 08:00 UTC.
    package init(_ start: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)) {
        time = Mutex(start)
    }

    package var now: Timestamp { time.withLock { $0 } }

    package func pass(days: Int64) { pass(hours: 24 * days) }

    package func pass(hours: Int64) {
        time.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + hours * 3_600_000) }
    }
}
