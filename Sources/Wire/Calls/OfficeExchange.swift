internal import GRPCCore
package import Sync

/// One exchange as an office sees it.
package struct OfficeExchange: Sendable {
    /// Ends when the hub ends the exchange.
    package let messages: IncomingMessages<HubMessage>
    /// What went each way so far.
    package let meter: TrafficMeter
    private let writer: RPCWriter<OfficeMessage>
    private let watch: LineWatch

    init(
        messages: IncomingMessages<HubMessage>, meter: TrafficMeter,
        writer: RPCWriter<OfficeMessage>, watch: LineWatch
    ) {
        self.messages = messages
        self.meter = meter
        self.writer = writer
        self.watch = watch
    }

    /// Says whether the hub owes the next word, from now on: if it does not come in time, the
    /// exchange ends with `WireError.lineFailed`.
    package func expect(answer isOwed: Bool) {
        watch.expect(answer: isOwed)
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
