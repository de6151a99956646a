internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import Sync

// gRPC runs a call as two closures, one that writes and one that reads. Whoever holds an exchange
// wants one place for both. So the closures hand out their writer and their reader, and wait until
// they are told that all is said; nothing is queued in between, and a slow line slows its writer.
//
// The closure that writes never runs when the stream dies first; the one that reads then runs with
// a failed response. So neither waits for the other, and the end of the call, however it comes,
// settles everything that somebody may be waiting for.

/// One call of `Exchange`, turned inside out.
struct ExchangeLine: Sendable {
    private typealias Reader = RPCAsyncSequence<HubMessage, any Error>

    private let watch: LineWatch
    private let meter = TrafficMeter()
    private let writer = Once<RPCWriter<OfficeMessage>>()
    private let readers = AsyncThrowingStream<Reader, any Error>.makeStream()
    private let finished = Once<Void>()
    private let inbox: MessageInbox<HubMessage>

    init(_ watch: LineWatch) {
        self.watch = watch
        inbox = MessageInbox(opening: readers.stream)
    }

    /// The exchange, as soon as there is a connection to hold it over.
    func exchange() async throws(WireError) -> OfficeExchange {
        OfficeExchange(
            messages: IncomingMessages(inbox: inbox), meter: meter,
            writer: try await writer.value(),
            watch: watch)
    }

    /// Ends this side of the exchange.
    func finish() {
        finished.settle(.success(()))
    }

    /// Holds the call until both sides have ended it, or until cancelled.
    func run(over client: GRPCClient<HTTP2ClientTransport.Posix>) async {
        let request = StreamingClientRequest<OfficeMessage> { writer in
            watch.enter(.greeting)
            self.writer.settle(.success(writer))
            try await finished.value()
        }
        do {
            try await client.bidirectionalStreaming(
                request: request, descriptor: Bridgework_V1_Sync.Method.Exchange.descriptor,
                serializer: FrameCoding<OfficeMessage>(meter: meter),
                deserializer: FrameCoding<HubMessage>(meter: meter),
                options: .exchange
            ) { response in
                if case .failure(let error) = response.accepted { throw error }
                readers.continuation.yield(response.messages)
                readers.continuation.finish()
                // The holder reads until he has finished; only then is the rest read here.
                try await finished.value()
                while try await inbox.next() != nil {}
            }
            end(.callFailed(.unreachable))
        } catch {
            end(WireError(call: error))
        }
    }

    /// Whoever still waits for this call hears that it is over.
    private func end(_ error: WireError) {
        writer.settle(.failure(error))
        readers.continuation.finish(throwing: error)
        finished.settle(.failure(error))
    }
}
