import Synchronization
import Wire

/// What a command prints, for the command that ran it.
final class PrintedLines: Sendable {
    private let bytes = Mutex<(line: [UInt8], talk: [UInt8])>(([], []))

    func take(_ output: ControlOutput) {
        bytes.withLock { held in
            switch output {
            case .standardOutput(let more): held.line += more
            case .standardError(let more): held.talk += more
            case .exit: break
            }
        }
    }

    /// The lines of the result.
    var lines: [String] {
        String(decoding: bytes.withLock { $0.line }, as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
    }

    /// The talk, without the end of its last line.
    var said: String {
        let text = String(decoding: bytes.withLock { $0.talk }, as: UTF8.self)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
