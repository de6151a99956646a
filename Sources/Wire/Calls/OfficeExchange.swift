internal import GRPCCore
package import Sync

/// One exchange as an office sees it.
package struct OfficeExchange: Sendable {
    /// Ends when the hub ends the exchange.
    package let messages: IncomingMessages<HubMessage>
    /// What went each way so far.
    package let meter: TrafficMeter
    private let writer: RPCWriter<OfficeMessage>

    init(
        messages: IncomingMessages<HubMessage>, meter: TrafficMeter,
        writer: RPCWriter<OfficeMessage>
    ) {
        self.messages = messages
        self.meter = meter
        self.writer = writer
    }

    /// Sends messages in order; returns when the line has taken the last one.
    package func send(_ messages: [OfficeMessage]) async throws(WireError) {
        do {
            for message in messages { try await writer.write(message) }
        } catch {
            throw WireError(call: error)
        }
    }
}
