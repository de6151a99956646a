package import Store
import Wire

extension Console {
    /// Types a command at the process that has a store, and waits for its answer.
    ///
    /// - Throws: `WireError` where nobody answers.
    package static func requireAnswer(at folder: StoreFolder) async throws {
        let request = ControlRequest(arguments: ["--version"], workingDirectory: "/")
        let code = try await ControlClient(socketPath: folder.socket).run(request) { _ in }
        guard code == 0 else { throw WireError.missing(.output) }
    }
}
