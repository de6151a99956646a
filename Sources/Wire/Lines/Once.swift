internal import Synchronization

/// A value that whoever is first settles, and any number of tasks wait for.
///
/// Unlike a stream it may have several readers, and it is never missed by one who comes late.
final class Once<Value: Sendable>: Sendable {
    private struct State {
        var settled: Result<Value, WireError>?
        var waiters: [UInt64: CheckedContinuation<Value, any Error>] = [:]
        var tickets: UInt64 = 0
    }

    private let state = Mutex(State())

    /// What comes second is ignored.
    func settle(_ result: Result<Value, WireError>) {
        let waiters = state.withLock { state in
            guard state.settled == nil else { return [CheckedContinuation<Value, any Error>]() }
            state.settled = result
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(with: result.mapError { $0 as any Error }) }
    }

    /// The value as soon as there is one.
    ///
    /// - Throws: what it was settled with; `.callFailed(.cancelled)` when the task is cancelled.
    func value() async throws(WireError) -> Value {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        do {
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { wait(ticket, $0) }
            } onCancel: {
                let waiter = state.withLock { $0.waiters.removeValue(forKey: ticket) }
                waiter?.resume(throwing: WireError.callFailed(.cancelled))
            }
        } catch {
            throw WireError(call: error)
        }
    }

    /// The value as soon as there is one, also for a task that is cancelled.
    func settledValue() async throws -> Value {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return try await withCheckedThrowingContinuation { wait(ticket, $0, isPatient: true) }
    }

    private func wait(
        _ ticket: UInt64, _ waiter: CheckedContinuation<Value, any Error>, isPatient: Bool = false
    ) {
        let answer: Result<Value, WireError>? = state.withLock { state in
            if let settled = state.settled { return settled }
            // Who was cancelled before he stood in line is not called up again.
            guard isPatient || !Task.isCancelled else { return .failure(.callFailed(.cancelled)) }
            state.waiters[ticket] = waiter
            return nil
        }
        if let answer { waiter.resume(with: answer.mapError { $0 as any Error }) }
    }
}
