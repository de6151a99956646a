package import GRPCCore

/// Serves `bridgework.v1.Control`: runs commands in the process that owns the store.
package struct ControlService: Sendable {
    /// Takes what a command prints.
    package typealias Print = @Sendable (ControlOutput) async throws -> Void

    private let run: @Sendable (ControlRequest, Print) async throws -> Int32
    private var door: Door?

    /// - Parameter run: runs one command and returns its exit code. It is cancelled when whoever
    ///   typed the command has gone.
    package init(run: @escaping @Sendable (ControlRequest, Print) async throws -> Int32) {
        self.run = run
    }

    /// A command under way when `door` begins to close may go on until it is shut.
    func behind(_ door: Door) -> ControlService {
        var service = self
        service.door = door
        return service
    }
}

extension ControlService: RegistrableRPCService {
    /// Registers `Control/Run` with the server.
    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.registerHandler(
            forMethod: Bridgework_V1_Control.Method.Run.descriptor,
            deserializer: FrameCoding<ControlRequest>(meter: nil),
            serializer: FrameCoding<ControlOutput>(meter: nil)
        ) { request, context in
            let inbox = MessageInbox(request.messages)
            guard let command = try await inbox.next() else {
                throw RPCError(answering: WireError.missing(.frame))
            }
            return StreamingServerResponse { writer in
                do {
                    try await hold(command, writer, until: context.cancellation)
                } catch {
                    throw RPCError(answering: error)
                }
                return [:]
            }
        }
    }

    private func hold(
        _ command: ControlRequest, _ writer: RPCWriter<ControlOutput>,
        until cancellation: ServerContext.RPCCancellationHandle
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let code = try await run(command) { output in
                    for piece in output.pieces { try await writer.write(piece) }
                }
                try await writer.write(.exit(code: code))
            }
            group.addTask {
                try await cancellation.cancelled
                if let door, door.isClosing { await door.untilShut() }
                throw WireError.callFailed(.cancelled)
            }
            try await group.next()
            group.cancelAll()
        }
    }
}

extension ControlOutput {
    /// Output that a message can carry.
    var pieces: [ControlOutput] {
        switch self {
        case .standardOutput(let bytes): bytes.pieces.map { .standardOutput($0) }
        case .standardError(let bytes): bytes.pieces.map { .standardError($0) }
        case .exit: [self]
        }
    }
}

extension [UInt8] {
    var pieces: [[UInt8]] {
        stride(from: 0, to: count, by: WireLimits.outputPieceBytes).map { start in
            Array(self[start..<Swift.min(count, start + WireLimits.outputPieceBytes)])
        }
    }
}
