import Foundation
import Synchronization
import Wire

/// Runs for the review the commands that its user could have typed, and keeps what they print.
///
/// They run in this process when the store is free, else in the daemon that has it, as always.
struct ReviewDesk: Sendable {
    /// `--store` and `--as`, as the review itself was given them.
    let options: [String]

    /// Another command has the store for a moment at most.
    private static let attemptsMax = 10
    private static let pause = Duration.milliseconds(100)

    func run(_ arguments: [String]) async -> ReviewOutcome {
        for _ in 1..<ReviewDesk.attemptsMax {
            let outcome = await runOnce(arguments)
            guard outcome.code == Failure.tryAgain else { return outcome }
            do { try await Task.sleep(for: ReviewDesk.pause) } catch { return outcome }
        }
        return await runOnce(arguments)
    }

    private func runOnce(_ arguments: [String]) async -> ReviewOutcome {
        let printed = Mutex((out: [UInt8](), err: [UInt8]()))
        let console = Console(
            workingDirectory: FileManager.default.currentDirectoryPath, width: 120
        ) { output in
            printed.withLock {
                switch output {
                case .standardOutput(let bytes): $0.out += bytes
                case .standardError(let bytes): $0.err += bytes
                case .exit: break
                }
            }
        }
        let code = await Program.run(Bridgework.self, arguments + options, console: console)
        let (out, err) = printed.withLock { $0 }
        return ReviewOutcome(
            code: code, out: String(decoding: out, as: UTF8.self),
            err: String(decoding: err, as: UTF8.self))
    }
}
