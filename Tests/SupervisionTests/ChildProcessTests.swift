import Foundation
import Testing

@testable import Supervision

/// Programs that this process starts.
@Suite(.timeLimit(.minutes(1))) struct ChildProcessTests {
    private func shell(_ line: String) -> ChildProcess.Launch {
        ChildProcess.Launch("/bin/sh", ["-c", line])
    }

    /// What a line prints.
    private func printed(_ line: String, _ environment: [String: String]? = nil) async throws
        -> String
    {
        let output = try #require(ChildProcess.pipe())
        defer { close(output.reading) }
        var launch = shell(line)
        launch.output = .file(output.writing)
        launch.environment = environment
        let child = try ChildProcess(launch)
        close(output.writing)
        #expect(try await child.ended(within: .seconds(20)) == .exited(0))
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(output.reading, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func `how it ended is told, and told again`() async throws {
        let child = try ChildProcess(shell("exit 7"))
        #expect(try await child.ended(within: .seconds(20)) == .exited(7))
        #expect(child.end == .exited(7) && child.waited() == .exited(7))
        child.kill()
        #expect(child.end == .exited(7))
        let killed = try ChildProcess(shell("kill -TERM $$"))
        #expect(killed.waited() == .killed(bySignal: SIGTERM))
    }

    @Test func `it gets the streams and variables it is handed, and no more`() async throws {
        #expect(try await printed("cat; echo $ONE; env | wc -l", ["ONE": "1"]) == "1\n2\n")
        #expect(try await printed("ls /proc/self/fd") == "0\n1\n2\n3\n")
    }

    @Test func `thousands of open files are no child's, and nobody's end`() async throws {
        var before = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &before)
        var wide = rlimit(rlim_cur: min(before.rlim_max, 6_000), rlim_max: before.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &wide)
        let files = (0..<4_000).map { _ in open("/dev/null", O_RDONLY) }
        defer {
            for file in files where file >= 0 { close(file) }
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &before)
        }
        try #require(files.count { $0 >= 0 } == files.count, "raise the limit of open files")
        #expect(try await printed("ls /proc/self/fd") == "0\n1\n2\n3\n")
    }

    @Test func `no signal is ignored or blocked in it`() async throws {
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        let words = try await printed("grep -E 'SigBlk|SigIgn' /proc/self/status")
        let sets = words.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0, radix: 16) }
        #expect(sets.count == 2)
        #expect(sets.allSatisfy { $0 & 1 << UInt64(SIGPIPE - 1) == 0 })
    }

    @Test func `its end takes what it started with it`() async throws {
        let output = try #require(ChildProcess.pipe())
        defer { close(output.reading) }
        var launch = shell("sleep 300 & echo $!; wait")
        launch.output = .file(output.writing)
        let child = try ChildProcess(launch)
        close(output.writing)
        #expect(try await child.ended(within: .milliseconds(200)) == nil)
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(output.reading, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let grandchild = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
        child.kill()
        #expect(child.end == .killed(bySignal: SIGKILL))
        // A killed child whose parent is gone waits for init to take it.
        let isGone = {
            let state = try? String(contentsOfFile: "/proc/\(grandchild)/stat", encoding: .utf8)
            return state.map { $0.contains(") Z ") } ?? true
        }
        while !isGone() { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func `what cannot be started is told`() {
        #expect(throws: ChildProcess.NotStarted(errorCode: ENOENT)) {
            try ChildProcess(ChildProcess.Launch("/nowhere/program"))
        }
    }
}
