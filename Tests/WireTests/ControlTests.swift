import Foundation
import Synchronization
import Testing

@testable import Wire

/// Commands through the unix socket of the process that owns the store.
@Suite(.timeLimit(.minutes(2))) struct ControlTests {
    /// A folder whose path is longer than a socket's address can be.
    private func withFolder(
        depth: Int, _ body: (URL) async throws -> Void
    ) async throws {
        let root = FileManager.default.temporaryDirectory.appending(
            path: "bw-\(UUID().uuidString.prefix(8))")
        let folder = (0..<depth).reduce(root) { folder, _ in
            folder.appending(path: "a-folder-with-a-long-name-of-forty-bytes")
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await body(folder)
        try FileManager.default.removeItem(at: root)
    }

    private static let echo = ControlService { request, print in
        try await print(.standardOutput(Array(request.arguments.joined(separator: " ").utf8)))
        try await print(.standardError(Array(request.workingDirectory.utf8)))
        if let input = request.standardInput { try await print(.standardOutput(input)) }
        return 3
    }

    @Test(arguments: [0, 1, 5])
    func `a command runs at the other end of a socket of any depth`(depth: Int) async throws {
        try await withFolder(depth: depth) { folder in
            let path = folder.appending(path: "control.sock").path
            let listener = try Listener.control(socketPath: path, control: ControlTests.echo)
            try await LoopbackHub.running(listener) {
                let printed = Mutex<[ControlOutput]>([])
                let request = ControlRequest(
                    arguments: ["list", "patient"], workingDirectory: "/tmp",
                    standardInput: [1, 2, 3])
                let code = try await ControlClient(socketPath: path).run(request) { output in
                    printed.withLock { $0.append(output) }
                }
                #expect(code == 3)
                #expect(
                    printed.withLock { $0 } == [
                        .standardOutput(Array("list patient".utf8)),
                        .standardError(Array("/tmp".utf8)), .standardOutput([1, 2, 3]),
                    ])
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
                #expect(mode as? Int == 0o600)
            }
        }
    }

    @Test func `a second owner of the socket is refused, a dead one's is replaced`() async throws {
        try await withFolder(depth: 4) { folder in
            let path = folder.appending(path: "control.sock").path
            for _ in 0..<2 {
                let listener = try Listener.control(socketPath: path, control: ControlTests.echo)
                try await LoopbackHub.running(listener) {
                    let expected = WireError.cannotListen(address: path, errorCode: EADDRINUSE)
                    #expect(throws: expected) {
                        _ = try Listener.control(socketPath: path, control: ControlTests.echo)
                    }
                    let request = ControlRequest(arguments: [], workingDirectory: "/")
                    let code = try await ControlClient(socketPath: path).run(request) { _ in }
                    #expect(code == 3)
                }
            }
        }
    }

    @Test func `long output arrives whole`() async throws {
        try await withFolder(depth: 0) { folder in
            let path = folder.appending(path: "control.sock").path
            let text = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let service = ControlService { _, print in
                try await print(.standardOutput(text))
                return 0
            }
            try await LoopbackHub.running(
                try Listener.control(socketPath: path, control: service)
            ) {
                let printed = Mutex<[UInt8]>([])
                let request = ControlRequest(arguments: [], workingDirectory: "/")
                let code = try await ControlClient(socketPath: path).run(request) { output in
                    guard case .standardOutput(let bytes) = output else { return }
                    printed.withLock { $0 += bytes }
                }
                #expect(code == 0)
                #expect(printed.withLock { $0 } == text)
            }
        }
    }

    @Test func `nobody at the socket is unreachable`() async throws {
        try await withFolder(depth: 0) { folder in
            let path = folder.appending(path: "none.sock").path
            let client = ControlClient(socketPath: path)
            let expected = WireError.lineFailed(
                LineFault(address: path, stage: .connecting, cause: .system(code: ENOENT)))
            await #expect(throws: expected) {
                try await client.run(ControlRequest(arguments: [], workingDirectory: "/")) { _ in }
            }
            #expect(expected.isUnheard)
        }
    }

    private static let brief: LineDurations = {
        var durations = LineDurations.control
        durations.opening = .milliseconds(200)
        durations.keepaliveInterval = .milliseconds(1_100)
        durations.silence = .milliseconds(1_500)
        return durations
    }()

    @Test func `a process that owns the socket and does not answer is given up`() async throws {
        try await withFolder(depth: 0) { folder in
            let path = folder.appending(path: "control.sock").path
            // Listening, as a process that was stopped goes on doing, and never more than that.
            let descriptor = try SocketPath(path).listeningDescriptor()
            defer { close(descriptor) }
            let client = ControlClient(socketPath: path, durations: ControlTests.brief)
            let expected = WireError.lineFailed(
                LineFault(
                    address: path, stage: .opening, cause: .timedOut(after: .milliseconds(200))))
            await #expect(throws: expected) {
                try await client.run(ControlRequest(arguments: [], workingDirectory: "/")) { _ in }
            }
            #expect(expected.isUnheard)
        }
    }

    @Test func `a command may be silent for longer than a process may`() async throws {
        try await withFolder(depth: 0) { folder in
            let path = folder.appending(path: "control.sock").path
            let service = ControlService { _, _ in
                try await Task.sleep(for: .seconds(4))
                return 7
            }
            let listener = try Listener.control(socketPath: path, control: service)
            try await LoopbackHub.running(listener) {
                let client = ControlClient(socketPath: path, durations: ControlTests.brief)
                let request = ControlRequest(arguments: [], workingDirectory: "/")
                let code = try await client.run(request) { _ in }
                #expect(code == 7)
            }
        }
    }

    @Test func `a process that is busy has not begun the command`() async throws {
        try await withFolder(depth: 0) { folder in
            let path = folder.appending(path: "control.sock").path
            let service = ControlService { _, _ in throw WireError.callFailed(.busy) }
            let listener = try Listener.control(socketPath: path, control: service)
            try await LoopbackHub.running(listener) {
                await #expect(throws: WireError.callFailed(.busy)) {
                    try await ControlClient(socketPath: path).run(
                        ControlRequest(arguments: [], workingDirectory: "/")
                    ) { _ in }
                }
                #expect(WireError.callFailed(.busy).isUnheard)
            }
        }
    }

    @Test func `a folder that does not exist cannot be reached`() async throws {
        let path = "/nowhere/" + String(repeating: "long/", count: 40) + "control.sock"
        #expect(throws: WireError.cannotReach(path: path, errorCode: ENOENT)) {
            _ = try Listener.control(socketPath: path, control: ControlTests.echo)
        }
    }
}
