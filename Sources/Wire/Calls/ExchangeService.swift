package import GRPCCore
internal import Sync

/// Serves `bridgework.v1.Sync`: hands every exchange to the hub, and decides nothing.
package struct ExchangeService: Sendable {
    private let meter: TrafficMeter
    private let serve: @Sendable (HubExchange) async throws -> Void

    /// - Parameters:
    ///   - meter: counts the frames of all exchanges together.
    ///   - serve: holds one exchange and returns when it is over. A `SyncRefusal` it throws, or a
    ///     `WireError` of a message it could not read, is sent as the last frame. It is cancelled
    ///     when the other side is gone.
    package init(
        meter: TrafficMeter = TrafficMeter(),
        serve: @escaping @Sendable (HubExchange) async throws -> Void
    ) {
        self.meter = meter
        self.serve = serve
    }
}

extension ExchangeService: RegistrableRPCService {
    /// Registers `Sync/Exchange` with the server.
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.registerHandler(
            forMethod: Bridgework_V1_Sync.Method.Exchange.descriptor,
            deserializer: FrameCoding<OfficeMessage>(meter: meter),
            serializer: FrameCoding<HubMessage>(meter: meter)
        ) { request, context in
            let caller = try Caller(context)
            return StreamingServerResponse { writer in
                let exchange = HubExchange(
                    caller: caller, messages: request.messages, writer: writer)
                try await hold(exchange, until: context.cancellation)
                return [:]
            }
        }
    }

    private func hold(
        _ exchange: HubExchange, until cancellation: ServerContext.RPCCancellationHandle
    ) async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await serve(exchange) }
                group.addTask {
                    try await cancellation.cancelled
                    // Either nobody is there to hear it, or this listener stops.
                    throw WireError.callFailed(.unreachable)
                }
                try await group.next()
                group.cancelAll()
            }
        } catch let refusal as SyncRefusal {
            try await exchange.send([.refused(refusal)])
        } catch let error as WireError {
            if case .callFailed = error { throw RPCError(answering: error) }
            try await exchange.send([.refused(error.refusal)])
        } catch {
            throw RPCError(answering: error)
        }
    }
}
