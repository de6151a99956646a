internal import Foundation
internal import Supervision

/// One run of a line of the shell, in a process group of its own, for a bounded time.
struct ShellCommand: Sendable {
    private let line: String
    private let input: String
    private let duration: Duration

    enum End: Equatable, Sendable {
        /// A signal counts as 128 and its number, as in a shell.
        case exited(Int32)
        /// Its time was over: it was killed, with all that it had started.
        case killed
    }

    /// - Parameter input: what it can read.
    init(_ line: String, input: String, within duration: Duration) {
        self.line = line
        self.input = input
        self.duration = duration
    }

    /// - Throws: `DeliveryProblem.notStarted`; `CancellationError`, after it was killed.
    func run() async throws -> End {
        let child = try start()
        // Whatever of it is left when its time is over goes, with all that it had started.
        defer { child.kill() }
        return switch try await child.ended(within: duration) {
        case .exited(let status): .exited(status)
        case .killed(let signal): .exited(128 + signal)
        case nil: .killed
        }
    }

    /// Its input lies ready.
    private func start() throws(DeliveryProblem) -> ChildProcess {
        let file = try inputFile()
        defer { close(file) }
        var launch = ChildProcess.Launch("/bin/sh", ["-c", line])
        launch.input = .file(file)
        launch.errors = .inherited
        do { return try ChildProcess(launch) } catch {
            throw .notStarted(errorCode: error.errorCode)
        }
    }

    /// The input as a file without a name: nobody waits for the child to read it, and no other
    /// child holds its end open, as one could a pipe's.
    private func inputFile() throws(DeliveryProblem) -> Int32 {
        let path = NSTemporaryDirectory() + "bridgework-events-" + UUID().uuidString
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .notStarted(errorCode: errno) }
        unlink(path)
        let bytes = Array(input.utf8)
        let count = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard count == bytes.count, lseek(file, 0, SEEK_SET) == 0 else {
            close(file)
            throw .notStarted(errorCode: errno)
        }
        return file
    }
}
