import Foundation
import Testing

@testable import Interface

/// Commands that are told of events: bounded, whatever they do.
@Suite(.timeLimit(.minutes(1))) struct ShellCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "bw-\(UUID().uuidString.prefix(8))")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func run(
        _ line: String, _ input: String = "", within duration: Duration = .seconds(20)
    ) async throws -> ShellCommand.End {
        let line = "cd \(folder.path) && " + line
        return try await ShellCommand(line, input: input, within: duration).run()
    }

    @Test func `it reads its input, and its exit code counts`() async throws {
        #expect(try await run("cat > heard", "{}\n") == .exited(0))
        let heard = try String(contentsOf: folder.appending(path: "heard"), encoding: .utf8)
        #expect(heard == "{}\n")
        #expect(try await run("exit 7") == .exited(7))
        #expect(try await run("kill -TERM $$") == .exited(128 + SIGTERM))
    }

    @Test func `it has nothing open that was not given to it`() async throws {
        let file = open("/etc/hostname", O_RDONLY)
        defer { close(file) }
        #expect(try await run("ls /proc/self/fd > open") == .exited(0))
        let text = try String(contentsOf: folder.appending(path: "open"), encoding: .utf8)
        // What it reads, writes and says, and the folder that `ls` looks into.
        #expect(text.split(separator: "\n") == ["0", "1", "2", "3"])
    }

    @Test func `one that does not read its input holds nobody up`() async throws {
        let long = String(repeating: "x", count: 60_000)
        #expect(try await run("true", long) == .exited(0))
    }

    @Test func `what hangs is killed with all that it started`() async throws {
        let end = try await run(
            "(sleep 300 & echo $! > child; wait)", within: .milliseconds(500))
        #expect(end == .killed)
        let text = try String(contentsOf: folder.appending(path: "child"), encoding: .utf8)
        let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        var isGone = false
        for _ in 0..<200 where !isGone {
            // A killed child whose parent is gone waits for init to take it.
            let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
            isGone = state.map { $0.contains(") Z ") } ?? true
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(isGone)
    }

    @Test func `whoever stops waiting leaves nothing running`() async throws {
        let task = Task { try await run("echo $$ > self; sleep 300") }
        let file = folder.appending(path: "self")
        while (try? Data(contentsOf: file))?.isEmpty ?? true {
            try await Task.sleep(for: .milliseconds(5))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let text = try String(contentsOf: file, encoding: .utf8)
        let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(child, 0) == -1)
    }
}
