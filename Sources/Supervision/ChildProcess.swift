internal import Foundation
internal import Synchronization

// Foundation's `Process` lists this process's open files as it starts another, and reads past the
// end of the list where there are more than some 1,300 of them: a hub with as many lines would end
// with it.

/// A program that this process has started.
///
/// It gets no open file of ours but those that it is handed, no blocked and no ignored signal.
package final class ChildProcess: Sendable {
    /// How a program came to its end.
    package enum End: Equatable, Sendable {
        case exited(Int32)
        case killed(bySignal: Int32)
    }

    /// What one of its three streams is.
    package enum Stream: Equatable, Sendable {
        /// Nothing is read from it, and what is written there is gone.
        case nothing
        /// As this process has it.
        case inherited
        case file(Int32)
    }

    /// What is to be started, and how.
    package struct Launch: Sendable {
        package let path: String
        package let arguments: [String]
        /// `nil` is this process's own.
        package var environment: [String: String]?
        package var input = Stream.nothing
        package var output = Stream.nothing
        package var errors = Stream.nothing
        /// Whether it leads a process group: what it starts is then ended with it.
        ///
        /// One that reads the terminal's keys must not.
        package var isGroup = true

        package init(_ path: String, _ arguments: [String] = []) {
            self.path = path
            self.arguments = arguments
        }
    }

    /// The system refused to start it.
    package struct NotStarted: Error, Equatable, Sendable {
        package let errorCode: Int32
    }

    package let id: Int32
    private let isGroup: Bool
    private let known = Mutex<End?>(nil)
    private static let pause = Duration.milliseconds(20)

    /// Starts a program.
    package init(_ launch: Launch) throws(NotStarted) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let streams = [
            (STDIN_FILENO, launch.input), (STDOUT_FILENO, launch.output),
            (STDERR_FILENO, launch.errors),
        ]
        for (number, stream) in streams {
            switch stream {
            case .nothing:
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            case .inherited: break
            case .file(let file): posix_spawn_file_actions_adddup2(&actions, file, number)
            }
        }
        ChildProcess.keepOpenFiles()
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let group = launch.isGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(
            &attributes, Int16(group | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let words = ChildProcess.copied([launch.path] + launch.arguments)
        let variables = launch.environment.map { environment in
            ChildProcess.copied(environment.map { "\($0.key)=\($0.value)" })
        }
        defer { for text in words + (variables ?? []) { free(text) } }
        var child: pid_t = 0
        let code =
            if let variables {
                posix_spawn(
                    &child, launch.path, &actions, &attributes, words + [nil], variables + [nil])
            } else {
                posix_spawn(&child, launch.path, &actions, &attributes, words + [nil], environ)
            }
        guard code == 0 else { throw NotStarted(errorCode: code) }
        self.id = child
        self.isGroup = launch.isGroup
    }

    /// Whatever this process has open, a lock, a line or what it was handed as it started, is none
    /// of the child's.
    ///
    /// We open nothing that a child would get; this is for what others opened.
    private static func keepOpenFiles() {
        guard let folder = opendir("/proc/self/fd") else { return }
        defer { closedir(folder) }
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while let entry = readdir(folder) {
            // Read where it lies: a whole entry may end behind the last page of the list.
            let name = UnsafeRawPointer(entry).advanced(by: offset)
            let number = Int32(clamping: strtol(name.assumingMemoryBound(to: CChar.self), nil, 10))
            if number > STDERR_FILENO { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
        }
    }

    /// Copies as C has them, for whoever frees them.
    private static func copied(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { (text: String) in strdup(text) }
    }

    /// The two ends of a pipe, neither of which any other child gets; `nil` where there is none.
    package static func pipe() -> (reading: Int32, writing: Int32)? {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// How it ended; `nil` while it runs.
    package var end: End? { reaped(WNOHANG) }

    /// Waits until it has ended, however long that takes; blocks the thread.
    @discardableResult
    package func waited() -> End? { reaped(0) }

    private func reaped(_ options: Int32) -> End? {
        known.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            var found: pid_t = 0
            repeat { found = waitpid(id, &status, options) } while found < 0 && errno == EINTR
            guard found == id else { return nil }
            let signal = status & 0x7F
            known = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(bySignal: signal)
            return known
        }
    }

    /// Waits for its end.
    ///
    /// - Returns: `nil` where it runs on after that time.
    /// - Throws: `CancellationError`; it runs on.
    package func ended(within duration: Duration) async throws -> End? {
        let deadline = ContinuousClock.now + duration
        while true {
            if let end { return end }
            guard ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Ends it at once, with all that it has started where it leads a group; nothing where it has
    /// ended.
    package func kill() {
        guard end == nil else { return }
        _ = Foundation.kill(isGroup ? -id : id, SIGKILL)
        waited()
    }
}
