internal import GRPCCore

/// Takes messages off a stream one by one, for whoever asks, until the stream ends.
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

    func next() async throws(WireError) -> Message? {
        do {
            return try await take()
        } catch {
            state = .ended
            throw WireError(call: error)
        }
    }

    private func take() async throws -> Message? {
        var iterator: RPCAsyncSequence<Message, any Error>.AsyncIterator
        switch state {
        case .opening(let opening):
            state = .busy
            guard let opened = try await first(of: opening) else {
                state = .ended
                return nil
            }
            iterator = opened
        case .open(let open): iterator = open
        case .busy: preconditionFailure("two readers on one stream")
        case .ended: return nil
        }
        state = .busy
        let message = try await iterator.next(isolation: self)
        state = message == nil ? .ended : .open(iterator)
        return message
    }

    private func first(
        of opening: AsyncThrowingStream<RPCAsyncSequence<Message, any Error>, any Error>
    ) async throws -> RPCAsyncSequence<Message, any Error>.AsyncIterator? {
        for try await messages in opening { return messages.makeAsyncIterator() }
        return nil
    }
}
