package import GRPCCore
package import Merge

/// Serves `bridgework.v1.Office`: the practice's own software asks the process that owns a store.
package struct OfficeService: Sendable {
    /// Answers one call, of whoever proved himself: `nil` is who may open the socket, and so is the
    /// store's owner.
    package typealias Answer = @Sendable (OfficeCall, RecordID?) async throws -> OfficeAnswer

    /// Whose token that is; `nil` for nobody's.
    package typealias Admit = @Sendable (String) async throws -> RecordID?

    private let admit: Admit?
    private let answer: Answer
    private var door: Door?
    private var lobby: Lobby?

    /// - Parameters:
    ///   - admit: looks at the token of each call, before anything of the call is read; `nil` where
    ///     who can call needs none.
    ///   - answer: is cancelled when the caller has gone, or when the call takes longer than
    ///     `WireLimits.officeCallDuration`: what it has not kept by then, it is not to keep.
    package init(admit: Admit? = nil, answer: @escaping Answer) {
        self.admit = admit
        self.answer = answer
    }

    /// A call under way when `door` begins to close may go on until it is shut.
    func behind(_ door: Door) -> OfficeService {
        var service = self
        service.door = door
        service.lobby = door.lobby
        return service
    }
}

extension OfficeService: RegistrableRPCService {
    /// Registers `Office/Call` with the server.
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.registerHandler(
            forMethod: Bridgework_V1_Office.Method.Call.descriptor,
            deserializer: FrameCoding<OfficeCall>(meter: nil),
            serializer: FrameCoding<OfficeAnswer>(meter: nil)
        ) { request, context in
            do {
                let caller = try await admitted(request.metadata, context)
                guard let call = try await MessageInbox(request.messages).next() else {
                    throw WireError.missing(.frame)
                }
                let answer = try await hold(call, of: caller, until: context.cancellation)
                return StreamingServerResponse(single: ServerResponse(message: answer))
            } catch {
                throw RPCError(answering: error)
            }
        }
    }

    /// - Throws: `WireError` where a token is asked for and none that counts is shown.
    private func admitted(
        _ metadata: Metadata, _ context: ServerContext
    ) async throws -> RecordID? {
        guard let admit else { return nil }
        let shown = Array(metadata[stringValues: "authorization"].prefix(2))
        guard shown.count == 1, shown[0].utf8.count <= WireLimits.bearerBytesMax,
            shown[0].lowercased().hasPrefix("bearer "),
            let program = try await admit(String(shown[0].dropFirst("bearer ".count)))
        else { throw WireError.callFailed(.unauthenticated) }
        // From now on no crowd of strangers takes its place.
        lobby?.prove(try Caller(context), as: ReplicaID(bits: program.bits))
        return program
    }

    private func hold(
        _ call: OfficeCall, of caller: RecordID?,
        until cancellation: ServerContext.RPCCancellationHandle
    ) async throws -> OfficeAnswer {
        try await withThrowingTaskGroup(of: OfficeAnswer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await answer(call, caller) }
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
