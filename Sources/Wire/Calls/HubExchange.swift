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
    package func send(_ messages: [HubMessage]) async throws(WireError) {
        do {
            for message in messages { try await writer.write(message) }
        } catch {
            throw WireError(call: error)
        }
    }
}
