import Synchronization

/// How many exchanges failed in a row; being level once starts the count anew.
final class FailureTally: Sendable {
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }

    func add() -> Int {
        state.withLock { count in
            count += 1
            return count
        }
    }

    func reset() {
        state.withLock { $0 = 0 }
    }
}
