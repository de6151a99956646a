import Foundation

/// A program that runs once, to its end.
struct Run {
    let process = Process()
    private let out: Capture
    private let err: Capture

    init(_ program: URL, _ arguments: [String], input: FileHandle = .nullDevice) throws {
        out = try Capture()
        err = try Capture()
        process.executableURL = program
        process.arguments = arguments
        process.environment = Binaries.environment
        process.standardInput = input
        process.standardOutput = out.handle
        process.standardError = err.handle
        try process.run()
    }

    func end() throws -> Outcome {
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, out: try out.text(), err: try err.text())
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// A file that takes in what a program prints: a pipe would fill up and stop it.
private struct Capture {
    let handle: FileHandle

    init() throws {
        let path = NSTemporaryDirectory() + "bridgework-out-" + UUID().uuidString
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        unlink(path)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func text() throws -> String {
        try handle.seek(toOffset: 0)
        return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }
}
