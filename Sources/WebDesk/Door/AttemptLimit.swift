import Synchronization

/// How often somebody may be wrong: some times for nothing, then after longer and longer waits.
///
/// What is known of names lies in so many places and no more, each name's by a hash that nobody
/// outside can foresee (Swift's is keyed anew in each process): a flood of invented names takes no
/// memory, and at worst makes some others wait.
final class AttemptLimit: Sendable {
    private struct Tries {
        var count = 0
        var last: ContinuousClock.Instant
    }

    private let free: Int
    private let places: Mutex<[Tries?]>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameter free: tries before the first wait.
    init(
        free: Int, places: Int = WebLimits.attemptPlaces,
        now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.free = free
        self.places = Mutex(Array(repeating: nil, count: places))
        self.now = now
    }

    /// Takes a try, before anybody knows how it ends: so many at once are as many one by one.
    ///
    /// - Returns: how long to wait where it is not taken.
    func take(_ name: String) -> Duration? {
        let now = now()
        return places.withLock { places in
            let place = AttemptLimit.place(name, places.count)
            var tries = known(places[place], now)
            if let wait = wait(tries, now) { return wait }
            tries.count += 1
            tries.last = now
            places[place] = tries
            return nil
        }
    }

    /// How long the name has to wait; `nil` where a try would be taken.
    func wait(_ name: String) -> Duration? {
        let now = now()
        return places.withLock { places in
            wait(known(places[AttemptLimit.place(name, places.count)], now), now)
        }
    }

    private func known(_ tries: Tries?, _ now: ContinuousClock.Instant) -> Tries {
        guard let tries, now - tries.last < WebLimits.attemptsForgotten else {
            return Tries(last: now)
        }
        return tries
    }

    private func wait(_ tries: Tries, _ now: ContinuousClock.Instant) -> Duration? {
        guard tries.count >= free else { return nil }
        let left = wait(after: tries.count) - (now - tries.last)
        return left > .zero ? left : nil
    }

    /// Takes back a try that was not wrong.
    func giveBack(_ name: String) {
        places.withLock { places in
            let place = AttemptLimit.place(name, places.count)
            if let count = places[place]?.count, count > 0 { places[place]?.count = count - 1 }
        }
    }

    /// Who was right begins anew.
    func forgive(_ name: String) {
        places.withLock { $0[AttemptLimit.place(name, $0.count)] = nil }
    }

    /// Twice as long each time, from some seconds to some minutes.
    private func wait(after count: Int) -> Duration {
        let doublings = min(count - free, 8)
        return min(WebLimits.attemptWaitMin * (1 << doublings), WebLimits.attemptWaitMax)
    }

    private static func place(_ name: String, _ count: Int) -> Int {
        Int(UInt(bitPattern: name.hashValue) % UInt(count))
    }
}
