import Foundation
import Testing

/// A program that runs until it is stopped; its talk goes to a log file.
final class Daemon {
    let log: String
    private let process = Process()

    init(
        _ program: URL, _ arguments: [String], log: String, environment: [String: String] = [:]
    ) throws {
        self.log = log
        if !FileManager.default.fileExists(atPath: log) {
            try Data().write(to: URL(filePath: log))
        }
        let handle = try #require(FileHandle(forWritingAtPath: log))
        try handle.seekToEnd()
        process.executableURL = program
        process.arguments = arguments
        process.environment = Binaries.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    var id: Int32 { process.processIdentifier }

    /// Stops it as a debugger or a full machine does, and lets it go on.
    func freeze() { Foundation.kill(id, SIGSTOP) }
    func thaw() { Foundation.kill(id, SIGCONT) }

    var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// Asks it to stop, as systemd does.
    @discardableResult
    func stop() -> Int32 {
        guard process.isRunning else { return process.terminationStatus }
        process.terminate()
        let isDone = Deadline.reached(within: 20) { !process.isRunning }
        if !isDone { kill() }
        return isDone ? process.terminationStatus : -1
    }

    /// Ends it as a power cut does.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
