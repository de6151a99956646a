import Synchronization

/// Tells whoever listens that something was written here.
///
/// Listeners come and go with the line; a ring that nobody heard is heard by the next one.
final class Bell: Sendable {
    private struct State {
        var listener: AsyncStream<Void>.Continuation?
        var isRung = false
    }

    private let state = Mutex(State())

    func ring() {
        state.withLock { state in
            guard let listener = state.listener else {
                state.isRung = true
                return
            }
            if case .terminated = listener.yield() {
                state.listener = nil
                state.isRung = true
            }
        }
    }

    /// A stream of rings for one exchange; it takes the place of the last one's.
    func rings() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(
            bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            state.listener?.finish()
            state.listener = continuation
            if state.isRung { continuation.yield() }
            state.isRung = false
        }
        return stream
    }
}
