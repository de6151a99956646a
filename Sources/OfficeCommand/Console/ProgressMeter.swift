import Synchronization

/// Says how far a long command is, at most once a second, where somebody watches.
final class ProgressMeter: Sendable {
    private let console: Console
    private let last: Mutex<ContinuousClock.Instant>

    init(_ console: Console) {
        self.console = console
        self.last = Mutex(ContinuousClock.now)
    }

    func show(_ text: @autoclosure () -> String) {
        guard Console.isWatched else { return }
        let isDue = last.withLock { last in
            guard last.duration(to: .now) >= .seconds(1) else { return false }
            last = .now
            return true
        }
        if isDue { console.say(text()) }
    }
}
