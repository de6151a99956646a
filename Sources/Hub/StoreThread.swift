import Dispatch
import Synchronization

/// A thread of the store's own: whoever must not wait for a disk or a network, because others are
/// served by the same thread, calls the store here.
///
/// What is called here runs one after the other, in the order in which it came.
final class StoreThread: Sendable {
    private let queue = DispatchQueue(label: "bridgework.store")
    private let waiting = Atomic(0)

    /// How many wait for whoever is running to end.
    var waitingCount: Int { waiting.load(ordering: .relaxed) }
    var isWanted: Bool { waitingCount > 0 }

    /// What `body` answers; it is not cut short when whoever waits for it is cancelled.
    func run<Answer: Sendable>(
        _ body: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        waiting.add(1, ordering: .relaxed)
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                waiting.subtract(1, ordering: .relaxed)
                continuation.resume(with: Result { try body() })
            }
        }
    }

    /// The same of what takes long, and may ask whether anybody still waits for it.
    func run<Answer: Sendable>(
        _ body: @escaping @Sendable (_ isAwaited: () -> Bool) throws -> Answer
    ) async throws -> Answer {
        let wait = Wait()
        return try await withTaskCancellationHandler {
            try await run { () throws -> Answer in try body { wait.lasts.withLock { $0 } } }
        } onCancel: {
            wait.lasts.withLock { $0 = false }
        }
    }

    /// Whether somebody still waits.
    private final class Wait: Sendable {
        let lasts = Mutex(true)
    }
}
