import Sync
import Synchronization

/// Counts the failures of an agent's exchanges by the machine's clock.
final class FailureTally: Sendable {
    private let start = ContinuousClock.now
    private let state = Mutex(FailureCount())

    var count: Int { state.withLock { $0.count } }

    func add(_ error: any Error) -> Int {
        let isSuperseded =
            switch error {
            case SyncError.refused(.superseded), SyncRefusal.superseded: true
            default: false
            }
        let now = start.duration(to: .now)
        return state.withLock { $0.failed(at: now, isSuperseded: isSuperseded) }
    }

    func level() {
        let now = start.duration(to: .now)
        state.withLock { $0.levelled(at: now) }
    }

    func reset() {
        state.withLock { $0.succeeded() }
    }
}
