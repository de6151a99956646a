internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import Sync

// gRPC runs a call as two closures, one that writes and one that reads. Whoever holds an exchange
// wants one place for both. So the closures hand out their writer and their reader, and wait until
// they are told that all is said; nothing is queued in between, and a slow line slows its writer.

/// One call of `Exchange`, turned inside out.
struct ExchangeLine: Sendable {
    private typealias Reader = RPCAsyncSequence<HubMessage, any Error>

    private let meter = TrafficMeter()
    private let writers = AsyncThrowingStream<RPCWriter<OfficeMessage>, any Error>.makeStream()
    private let readers = AsyncThrowingStream<Reader, any Error>.makeStream()
    private let finished = AsyncStream<Never>.makeStream()
    private let inbox: MessageInbox<HubMessage>

    init() {
        inbox = MessageInbox(opening: readers.stream)
    }

    /// The exchange, as soon as there is a connection to hold it over.
    func exchange() async throws(WireError) -> OfficeExchange {
        do {
            for try await writer in writers.stream {
                return OfficeExchange(
                    messages: IncomingMessages(inbox: inbox), meter: meter, writer: writer)
            }
        } catch {
            throw WireError(call: error)
        }
        throw .callFailed(.cancelled)
    }

    /// Ends this side of the exchange.
    func finish() {
        finished.continuation.finish()
    }

    /// Holds the call until both sides have ended it.
    func run(over client: GRPCClient<HTTP2ClientTransport.Posix>) async {
        let request = StreamingClientRequest<OfficeMessage> { writer in
            writers.continuation.yield(writer)
            writers.continuation.finish()
            for await _ in finished.stream {}
        }
        do {
            try await client.bidirectionalStreaming(
                request: request, descriptor: Bridgework_V1_Sync.Method.Exchange.descriptor,
                serializer: FrameCoding<OfficeMessage>(meter: meter),
                deserializer: FrameCoding<HubMessage>(meter: meter),
                options: .bridgework(timeout: nil)
            ) { response in
                readers.continuation.yield(response.messages)
                readers.continuation.finish()
                for await _ in finished.stream {}
                while try await inbox.next() != nil {}
            }
        } catch {
            writers.continuation.finish(throwing: error)
            readers.continuation.finish(throwing: error)
        }
    }
}
