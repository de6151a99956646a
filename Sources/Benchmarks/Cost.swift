import Foundation

/// What a piece of work cost: time on the wall and on the processor.
struct Cost {
    let wall: Double
    let processor: Double

    /// Runs `body` once and says what it cost, in seconds.
    static func measured(_ body: () throws -> Void) rethrows -> Cost {
        let start = (clock(CLOCK_MONOTONIC), clock(CLOCK_PROCESS_CPUTIME_ID))
        try body()
        return Cost(
            wall: clock(CLOCK_MONOTONIC) - start.0,
            processor: clock(CLOCK_PROCESS_CPUTIME_ID) - start.1)
    }

    private static func clock(_ id: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(id, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
