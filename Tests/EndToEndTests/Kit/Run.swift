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

    /// What it has printed by now.
    func soFar() throws -> String { try out.text() + err.text() }

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
        // Where the program writes next must not move, so nothing here seeks.
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(handle.fileDescriptor, &block, block.count, off_t(bytes.count))
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += block[..<count]
        }
    }
}
