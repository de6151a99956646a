package import GRPCCore

/// Serves `bridgework.v1.Office`: the practice's own software asks the process that owns a store.
package struct OfficeService: Sendable {
    private let answer: @Sendable (OfficeCall) async throws -> OfficeAnswer
    private var door: Door?

    /// - Parameter answer: answers one call. It is cancelled when the caller has gone, or when the
    ///   call takes longer than `WireLimits.officeCallDuration`: what it has not kept by then, it
    ///   is not to keep.
    package init(answer: @escaping @Sendable (OfficeCall) async throws -> OfficeAnswer) {
        self.answer = answer
    }

    /// A call under way when `door` begins to close may go on until it is shut.
    func behind(_ door: Door) -> OfficeService {
        var service = self
        service.door = door
        return service
    }
}

extension OfficeService: RegistrableRPCService {
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.registerHandler(
            forMethod: Bridgework_V1_Office.Method.Call.descriptor,
            deserializer: FrameCoding<OfficeCall>(meter: nil),
            serializer: FrameCoding<OfficeAnswer>(meter: nil)
        ) { request, context in
            do {
                guard let call = try await MessageInbox(request.messages).next() else {
                    throw WireError.missing(.frame)
                }
                let answer = try await hold(call, until: context.cancellation)
                return StreamingServerResponse(single: ServerResponse(message: answer))
            } catch {
                throw RPCError(answering: error)
            }
        }
    }

    private func hold(
        _ call: OfficeCall, until cancellation: ServerContext.RPCCancellationHandle
    ) async throws -> OfficeAnswer {
        try await withThrowingTaskGroup(of: OfficeAnswer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await answer(call) }
            group.addTask {
                try await cancellation.cancelled
                if let door, door.isClosing { await door.untilShut() }
                throw WireError.callFailed(.cancelled)
            }
            group.addTask {
                try await Task.sleep(for: WireLimits.officeCallDuration)
                throw WireError.callFailed(.timedOut)
            }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
