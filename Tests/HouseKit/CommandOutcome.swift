import ArgumentParser
import Foundation
import OfficeCommand
import Synchronization
import Wire

/// What a command came to that ran in this process: exit code and both outputs.
package struct CommandOutcome: Equatable, Sendable, CustomStringConvertible {
    package let code: Int32
    package let out: String
    package let err: String

    package var description: String { "exit \(code)\n\(out)\(err)" }

    /// Standard output without the end of its last line.
    package var text: String { out.trimmingCharacters(in: .newlines) }

    package var lines: [String] { out.split(separator: "\n").map(String.init) }

    /// What was said on standard error, line by line.
    package var said: [String] { err.split(separator: "\n").map(String.init) }

    /// Why it was refused, as the person reads it: the last line of the talk, without `error: `.
    package var refusal: String {
        let said = err.trimmingCharacters(in: .newlines)
        return said.hasPrefix("error: ") ? String(said.dropFirst(7)) : said
    }

    /// Runs a body with a console of its own, as a command that came through a store's socket.
    static func of(
        _ words: [String], root: any ParsableCommand.Type,
        _ body: @escaping @Sendable (any ParsableCommand, Console) async throws -> Void
    ) async throws -> CommandOutcome {
        let printed = Printed()
        let code = try await Program.answer(
            ControlRequest(arguments: words, workingDirectory: "/"), root: root,
            print: { printed.take($0) }, run: body)
        return CommandOutcome(code: code, printed)
    }

    /// Runs a command as its program does, which opens the store itself.
    static func typed(_ words: [String], root: any ParsableCommand.Type) async -> CommandOutcome {
        let printed = Printed()
        let console = Console(workingDirectory: "/", width: .max) { printed.take($0) }
        return CommandOutcome(code: await Program.run(root, words, console: console), printed)
    }

    private init(code: Int32, _ printed: Printed) {
        self.code = code
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
