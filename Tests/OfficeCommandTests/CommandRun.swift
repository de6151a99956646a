import ArgumentParser
import OfficeCommand
import Replica
import Synchronization
import Wire

/// What a command at a desk printed, run in this process.
struct CommandRun: Sendable {
    let out: String
    let err: String

    /// - Parameter width: the columns of whoever reads it; nobody's terminal unless said.
    init(_ words: [String], at desk: Desk, width: Int = .max) async throws {
        let printed = Printed()
        let console = Console(workingDirectory: "/", width: width) { printed.take($0) }
        guard let command = try Bridgework.parseAsRoot(words) as? any DeskCommand else {
            throw ValidationError("no command at a desk: \(words.joined(separator: " "))")
        }
        try await command.run(desk, console)
        (out, err) = printed.texts
    }

    /// Both streams, as they come.
    private final class Printed: Sendable {
        private let bytes = Mutex<(out: [UInt8], err: [UInt8])>(([], []))

        func take(_ output: ControlOutput) {
            bytes.withLock { bytes in
                switch output {
                case .standardOutput(let more): bytes.out += more
                case .standardError(let more): bytes.err += more
                case .exit: break
                }
            }
        }

        var texts: (String, String) {
            bytes.withLock {
                (String(decoding: $0.out, as: UTF8.self), String(decoding: $0.err, as: UTF8.self))
            }
        }
    }
}
