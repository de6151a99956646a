import Logging
import NoteKit
import ServiceLifecycle
import Synchronization
import Testing

@testable import Supervision

/// A program that looks at its own work, and tells what it saw.
// Two thousand tests may be waiting for the same two cores.
@Suite(.timeLimit(.minutes(15)))
struct PulseTests {
    private struct NotYet: Error {}

    /// Runs a pulse while `body` reads the notes, and stops it as a supervisor does.
    private func running(
        _ trial: @escaping Pulse.Trial, _ body: (NoteBox) async throws -> Void
    ) async throws -> [String] {
        let box = try NoteBox()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let supervisor = Supervisor(
            environment: ["NOTIFY_SOCKET": box.address, "WATCHDOG_USEC": "30000"], process: 1)
        let group = ServiceGroup(
            services: [Pulse(supervisor, logger: logger, trial: trial)], logger: logger)
        async let end: Void = group.run()
        try await body(box)
        await group.triggerGracefulShutdown()
        try await end
        return box.all()
    }

    private func wait(until isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Waits for a line that begins so; the suite's time limit bounds it.
    private func wait(for line: String, in box: NoteBox) async throws -> [String] {
        var lines: [String] = []
        while !lines.contains(where: { $0.hasPrefix(line) }) {
            guard let note = box.next() else {
                try await Task.sleep(for: .milliseconds(2))
                continue
            }
            lines += note
        }
        return lines
    }

    @Test func `it is ready once a trial has come back, and not before`() async throws {
        let tries = Mutex(0)
        let rest = try await running({
            let count = tries.withLock { tries in
                tries += 1
                return tries
            }
            guard count > 2 else { throw NotYet() }
            return "try \(count)"
        }) { box in
            let start = try await wait(for: "STATUS", in: box)
            #expect(start == ["READY=1", "WATCHDOG=1", "STATUS=try 3"])
            let next = try await wait(for: "STATUS", in: box)
            #expect(next == ["WATCHDOG=1", "STATUS=try 4"])
        }
        #expect(rest.last == "STOPPING=1")
        #expect(!rest.contains("READY=1"))
    }

    @Test func `work that fails is not vouched for, until it is done again`() async throws {
        let isWell = Mutex(true)
        let failures = Mutex(0)
        _ = try await running({
            guard isWell.withLock({ $0 }) else {
                failures.withLock { $0 += 1 }
                throw NotYet()
            }
            return "well"
        }) { box in
            _ = try await wait(for: "READY", in: box)
            isWell.withLock { $0 = false }
            try await wait { failures.withLock { $0 } > 0 }
            _ = box.all()
            try await wait { failures.withLock { $0 } > 3 }
            #expect(box.all() == [])
            isWell.withLock { $0 = true }
            _ = try await wait(for: "WATCHDOG", in: box)
        }
    }

    @Test func `whoever hangs stays silent, and still says that it stops`() async throws {
        let tries = Mutex(0)
        let rest = try await running({
            let isFirst = tries.withLock { tries in
                tries += 1
                return tries == 1
            }
            if !isFirst { try await Task.sleep(for: .seconds(3_600)) }
            return "first"
        }) { box in
            _ = try await wait(for: "READY", in: box)
            try await Task.sleep(for: .milliseconds(90))
            #expect(!box.all().contains("WATCHDOG=1"))
        }
        #expect(rest == ["STOPPING=1"])
    }

    @Test func `without a supervisor it does nothing, until it is told to stop`() async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let pulse = Pulse(Supervisor(environment: [:], process: 1), logger: logger) {
            Issue.record("nobody asked")
            return ""
        }
        let group = ServiceGroup(services: [pulse], logger: logger)
        async let end: Void = group.run()
        await group.triggerGracefulShutdown()
        try await end
    }
}
