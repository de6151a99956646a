/// When to try again, and when the night's sync is due.
///
/// Pure: clock and chance are arguments.
package struct RetrySchedule: Equatable, Sendable {
    /// Full-jitter backoff between these bounds, doubled with every failure.
    package static let shortest: Duration = .seconds(1)
    package static let longest: Duration = .seconds(300)
    /// Offices of one group must not all call at 02:00:00.
    package static let jitterMax: Duration = .seconds(900)

    private let minuteOfDay: Int

    /// - Parameter time: `HH:MM`, local time.
    /// - Returns: `nil` for any other text.
    package init?(nightly time: String) {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isWholeNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        self.minuteOfDay = hour * 60 + minute
    }

    /// How long to wait after so many failures in a row.
    ///
    /// - Parameter chance: uniform in 0...1.
    package static func backoff(failures: Int, chance: Double) -> Duration {
        let doubled = shortest * Double(UInt64(1) << UInt64(min(max(failures, 1) - 1, 20)))
        return min(longest, doubled) * max(0.1, min(1, chance))
    }

    /// How long until the next nightly sync; zero when a night was missed.
    ///
    /// - Parameters:
    ///   - secondOfDay: now, in seconds since local midnight.
    ///   - sinceLastSync: `nil` when this store has never been level.
    ///   - chance: uniform in 0...1, one value per store, so that a store keeps its minute.
    package func wait(
        secondOfDay: Int, sinceLastSync: Duration?, chance: Double
    ) -> Duration {
        let day: Duration = .seconds(86_400)
        let jitter = RetrySchedule.jitterMax * max(0, min(1, chance))
        guard let sinceLastSync, sinceLastSync < day + jitter else { return .zero }
        let due = Duration.seconds(minuteOfDay * 60) + jitter
        let ahead = due - .seconds(secondOfDay)
        let wait = ahead > .zero ? ahead : ahead + day
        // A sync that ran a moment ago on account of this night's alarm is not repeated.
        return sinceLastSync < RetrySchedule.jitterMax && wait < RetrySchedule.jitterMax
            ? wait + day : wait
    }
}
