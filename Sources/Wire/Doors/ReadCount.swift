internal import GRPCCore

/// Tells the lobby of every message that a call reads.
struct ReadCount: ServerInterceptor {
    let lobby: Lobby

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (
                StreamingServerRequest<Input>, ServerContext
            ) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let caller = context.remotePeer
        let counted = request.messages.map { message in
            lobby.take(from: caller)
            return message
        }
        let request = StreamingServerRequest(
            metadata: request.metadata, messages: RPCAsyncSequence(wrapping: counted))
        return try await next(request, context)
    }
}
