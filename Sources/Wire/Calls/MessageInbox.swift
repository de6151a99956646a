internal import GRPCCore

/// Takes messages off a stream one by one, for whoever asks, until the stream ends.
///
/// The stream has one reader at a time. Whoever asks while another reads is told that his call is
/// cancelled: a call that is torn down reads what is left while its reader still waits.
actor MessageInbox<Message: Sendable> {
    private enum State {
        case opening(AsyncThrowingStream<RPCAsyncSequence<Message, any Error>, any Error>)
        case open(RPCAsyncSequence<Message, any Error>.AsyncIterator)
        case busy
        case ended
    }

    private var state: State

    /// - Parameter opening: yields the stream once, when the other side has opened it.
    init(opening: AsyncThrowingStream<RPCAsyncSequence<Message, any Error>, any Error>) {
        state = .opening(opening)
    }

    init(_ messages: RPCAsyncSequence<Message, any Error>) {
        state = .open(messages.makeAsyncIterator())
    }

    /// Whether somebody waits for a message.
    var isRead: Bool {
        if case .busy = state { true } else { false }
    }

    /// - Returns: the next message; `nil` once the stream has ended.
    /// - Throws: `.callFailed(.cancelled)` while another reader waits for it.
    func next() async throws(WireError) -> Message? {
        let before = state
        switch before {
        case .busy: throw .callFailed(.cancelled)
        case .ended: return nil
        case .opening, .open: state = .busy
        }
        do {
            let (message, after) = try await taken(from: before)
            state = after
            return message
        } catch {
            state = .ended
            throw WireError(call: error)
        }
    }

    private func taken(from before: State) async throws -> (Message?, State) {
        guard var iterator = try await iterator(of: before) else { return (nil, .ended) }
        let message = try await iterator.next(isolation: self)
        return (message, message == nil ? .ended : .open(iterator))
    }

    private func iterator(
        of before: State
    ) async throws -> RPCAsyncSequence<Message, any Error>.AsyncIterator? {
        switch before {
        case .opening(let opening):
            for try await messages in opening { return messages.makeAsyncIterator() }
            return nil
        case .open(let iterator): return iterator
        case .busy, .ended: return nil
        }
    }
}
