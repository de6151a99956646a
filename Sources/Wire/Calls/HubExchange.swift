internal import GRPCCore
package import Sync

/// One exchange as the hub sees it.
package struct HubExchange: Sendable {
    package let caller: Caller
    /// Ends when the office has said all it has to say.
    package let messages: IncomingMessages<OfficeMessage>
    private let writer: RPCWriter<HubMessage>

    init(
        caller: Caller, messages: RPCAsyncSequence<OfficeMessage, any Error>,
        writer: RPCWriter<HubMessage>
    ) {
        self.caller = caller
        self.messages = IncomingMessages(inbox: MessageInbox(messages))
        self.writer = writer
    }

    /// Sends messages in order; returns when the line has taken the last one.
    ///
    /// - Throws: `.callFailed(.timedOut)` when it has not within `limit`.
    package func send(
        _ messages: [HubMessage], within limit: Duration = WireLimits.sendDuration
    ) async throws(WireError) {
        guard !messages.isEmpty else { return }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for message in messages { try await writer.write(message) } }
                group.addTask {
                    try await Task.sleep(for: limit)
                    throw WireError.callFailed(.timedOut)
                }
                try await group.next()
                group.cancelAll()
            }
        } catch {
            throw WireError(call: error)
        }
    }
}
