internal import GRPCCore
internal import GRPCNIOTransportHTTP2

/// The process that owns a store, as the command line reaches it.
package struct ControlClient: Sendable {
    private let path: String
    private let durations: LineDurations

    /// - Parameter socketPath: of any length.
    package init(socketPath: String, durations: LineDurations = .control) {
        self.path = socketPath
        self.durations = durations
    }

    /// Runs a command there, prints as it prints, and returns its exit code.
    ///
    /// It may take as long as it takes, for as long as the process there answers pings.
    ///
    /// - Throws: `WireError` with `isUnheard` if no process takes the command, without it if it
    ///   ended or fell silent with the command; what `print` throws, which also ends the command.
    package func run(
        _ request: ControlRequest, print: @escaping @Sendable (ControlOutput) async throws -> Void
    ) async throws -> Int32 {
        let connection = ClientConnection(
            target: .socket(try SocketPath(path)), security: .plaintext, durations: durations)
        return try await connection.with { client, watch in
            do {
                return try await client.bidirectionalStreaming(
                    request: StreamingClientRequest(request, watch, isAnswerOwed: false),
                    descriptor: Bridgework_V1_Control.Method.Run.descriptor,
                    serializer: FrameCoding<ControlRequest>(meter: nil),
                    deserializer: FrameCoding<ControlOutput>(meter: nil),
                    options: .bridgework(timeout: nil, bytesMax: WireLimits.controlBytesMax)
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
