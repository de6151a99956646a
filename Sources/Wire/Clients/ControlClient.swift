internal import GRPCCore
internal import GRPCNIOTransportHTTP2

/// The process that owns a store, as the command line reaches it.
package struct ControlClient: Sendable {
    private let path: String

    /// - Parameter socketPath: of any length.
    package init(socketPath: String) {
        self.path = socketPath
    }

    /// Runs a command there, prints as it prints, and returns its exit code.
    ///
    /// - Throws: `WireError.callFailed(.unreachable)` if no process answers at the socket, and what
    ///   `print` throws, which also ends the command.
    package func run(
        _ request: ControlRequest, print: @escaping @Sendable (ControlOutput) async throws -> Void
    ) async throws -> Int32 {
        let connection = ClientConnection(
            target: .socket(try SocketPath(path)), security: .plaintext)
        return try await connection.with { client in
            do {
                return try await client.serverStreaming(
                    request: ClientRequest(message: request),
                    descriptor: Bridgework_V1_Control.Method.Run.descriptor,
                    serializer: FrameCoding<ControlRequest>(meter: nil),
                    deserializer: FrameCoding<ControlOutput>(meter: nil),
                    options: .bridgework(timeout: nil)
                ) { response in
                    for try await output in response.messages {
                        guard case .exit(let code) = output else {
                            try await print(output)
                            continue
                        }
                        return code
                    }
                    throw WireError.missing(.output)
                }
            } catch let error as RPCError {
                throw WireError(call: error)
            }
        }
    }
}
